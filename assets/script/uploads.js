// Sending a file shows how far it is; the answer is the page the server would have given anyway.

export function watchUploads() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-upload] button[name="_file"][value^="carica:"]');
    if (!button) return;
    const slot = button.closest('[data-upload]');
    const chooser = slot.querySelector('input[type="file"]');
    if (!chooser?.files.length) return;
    event.preventDefault();
    send(button, slot, chooser);
  });
}

function send(button, slot, chooser) {
  const form = button.form;
  const data = new FormData(form);
  data.append(button.name, button.value);
  const state = slot.querySelector('.upload-state');
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.setAttribute('aria-label', chooser.files[0].name);
  const text = document.createElement('span');
  state.replaceChildren(text, bar);
  button.disabled = true;

  const request = new XMLHttpRequest();
  request.open('POST', button.formAction);
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((event.loaded / event.total) * 100);
    bar.value = percent;
    text.textContent = `${chooser.files[0].name}: ${percent}%`;
  });
  request.addEventListener('load', () => {
    // The page the server answers with, at its own address: messages, lists and focus are as without script.
    form.dispatchEvent(new Event('submit', { cancelable: true }));
    const place = request.responseURL || location.href;
    if (request.status < 400 && place.split('#')[0] !== button.formAction.split('#')[0]) {
      location.assign(place);
      if (place.split('#')[0] === location.href.split('#')[0]) location.reload();
      return;
    }
    const fresh = new DOMParser().parseFromString(request.responseText, 'text/html');
    document.title = fresh.title;
    document.body.replaceWith(fresh.body);
    delete document.querySelector('form[data-form]')?.dataset.sending;
    document.querySelector('.error-summary, h1')?.focus();
  });
  request.addEventListener('error', () => {
    bar.remove();
    text.textContent = form.querySelector('[data-save-state]')?.dataset.failed ?? '⚠';
    button.disabled = false;
    button.focus();
  });
  request.send(data);
}

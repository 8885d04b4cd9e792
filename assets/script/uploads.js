import { settled } from './saving.js';

let afterwards = () => {};

// Sending a file shows how far it is; the answer is the page the server would have given anyway.

export function watchUploads(redrawn) {
  afterwards = redrawn;
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

async function send(button, slot, chooser) {
  const form = button.form;
  if (!(await settled(form))) return;
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
    delete form.dataset.dirty;
    const place = request.responseURL;
    if (request.status < 400 && place && place.split('#')[0] !== button.formAction.split('#')[0]) {
      location.assign(place);
      return;
    }
    const fresh = new DOMParser().parseFromString(request.responseText, 'text/html');
    document.title = fresh.title;
    document.body.replaceChildren(...fresh.body.childNodes);
    afterwards();
  });
  request.addEventListener('error', () => {
    bar.remove();
    text.textContent = form.querySelector('#campi')?.dataset.failed ?? '⚠';
    button.disabled = false;
    button.focus();
  });
  request.send(data);
}

# Why a step of a procedure is refused; the procedure's own words come first where it has some.
flow-refusal-unknown = This action does not exist in the procedure.
flow-refusal-wrong-state = The case has changed meanwhile: this action is no longer possible.
flow-refusal-not-yours = This action belongs to somebody else.
flow-refusal-guard = The conditions for this action are not met.
flow-refusal-guard-fault = The condition of this action cannot be evaluated on this case: tell who manages the service.
flow-refusal-no-motivation = Write the reasons (art. 3 of Law 241/1990).
flow-refusal-no-text = Write the text.
flow-refusal-no-assignee = Choose to whom the case goes.
flow-refusal-too-long = The text is too long.
flow-refusal-due-days = The days to answer are not among those allowed.
flow-note-no-second-suspension = The term has already been suspended once: this request does not suspend it again (art. 2 par. 7 of Law 241/1990).
flow-note-term-over = The term was already over: this request does not suspend it.

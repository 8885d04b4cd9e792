# Words common to all pages.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

web-product = Sportello
web-product-line = The online services of your area
web-product-credit = Made with Sportello, free software.
web-portal-line = Digital public services
web-title-error = Error:{" "}
web-skip-to-content = Skip to content
web-skip-to-navigation = Skip to navigation
web-languages = Language
web-language-name = English
web-login = Log in to your area
web-login-short = Log in
web-logout = Log out
web-search = Search
web-search-label = Search for a service
web-main-navigation = Main navigation
web-breadcrumb = You are here
web-home = Home
web-menu-bodies = List of bodies
web-menu-services = Services
web-menu-desk = My applications
web-menu-messages = Messages
web-menu-instructions = Instructions
web-menu-queue = Cases to work on
web-menu-deadlines = Deadlines
web-menu-register = Register
web-contacts = Contacts
web-footer-services = Services and help
web-footer-rules = Rules and transparency
web-all-services = All services
web-faq = Read the frequently asked questions
web-privacy = Privacy notice
web-accessibility = Accessibility statement
web-legal-notes = Legal notes
web-operators-login = Operators’ access
web-edit = Edit
web-steps = Steps of the application
web-step-of = Step { $n } of { $total }:
web-step-done = done
web-to-come = still to come
web-pagination = Pages of the list
web-page = Page
web-previous-page = Previous page
web-next-page = Next page
web-required-legend = Fields marked with an asterisk (*) are mandatory.
web-not-answered = No answer
web-error-prefix = Error:
web-error-summary-title = { $count ->
    [one] There is one error to correct
   *[other] There are { $count } errors to correct
}
web-error-summary-text = Nothing you typed was lost. Correct it and try again:
web-request-id = Code of the request, to quote when you ask for help:

web-select-empty = Choose one
web-day-day = Day
web-day-month = Month
web-day-year = Year
web-day-hint = For example 27 3 1985
web-datetime-date = Date
web-datetime-time = Time
web-yes = Yes
web-no = No
web-refresh = Update the page
web-refresh-hint = Some questions depend on the answers: if you changed one, update the page.
web-grid-add = Add an entry
web-grid-row = { $label } { $n }
web-grid-row-plain = Entry { $n }
web-grid-remove = Remove
web-grid-empty = No entries yet.
web-file-upload = Upload
web-file-replace = Replace
web-file-remove = Remove
web-file-attached = Attached files
web-file-types = Accepted types: { $types }.
web-file-any-type = PDF, documents and images.
web-file-max-size = Maximum size: { $size }.
web-file-max-files = At most { $count } files.
web-file-save-first = Files are attached after the first save.
web-limit-chars = At most { $count } characters.
web-limit-words = At most { $count } words.
web-tags-hint = Separate the entries with a comma.
web-signature-hint = Type your name and surname: it counts as confirmation.
web-required-word = (mandatory)
web-unsupported = This question cannot be shown: please tell the office.
web-save-failed = Saving failed: check the connection. What you typed is still here.
web-unsaved = Changes not saved yet

web-go-home = Back to the home page
web-go-services = Go to the list of services
web-go-back = Back to the previous page
web-reload = Try again

web-error-bad-request-title = The request is not complete
web-error-login-title = You must log in to continue
web-error-login-text = This page is only for those who have logged in.
web-error-expired-title = The session has expired
web-error-expired-text = A long time has passed since your last action, or you logged in from another page. Log in again and repeat it.
web-error-foreign-title = Request not accepted
web-error-foreign-text = The request comes from another site. Open the page from here and try again.
web-error-forbidden-title = You cannot open this page
web-error-forbidden-text = Your profile does not allow this. If you think this is a mistake, write to the office.
web-error-not-found-title = Page not found
web-error-not-found-text = The address may be wrong, or the page was moved or is no longer available.
web-error-method-title = Action not available
web-error-method-text = This page does not take the action asked for. Go back and try again.
web-error-conflict-title = Things have changed
web-error-too-large-title = You sent too much data
web-error-too-large-text = What you sent is larger than allowed. Reduce the files and try again.
web-error-too-large-limit = What you sent is larger than { $limit }. Reduce the files and try again.
web-error-media-type-title = Format not accepted
web-error-media-type-text = The format of the data is not among those accepted.
web-error-invalid-title = Some data is not correct
web-error-invalid-text = Go back to the previous page and correct:
web-error-too-many-title = Too many requests
web-error-too-many-text = Too many requests arrived in a short time. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
web-error-timeout-title = The service took too long
web-error-timeout-text = The answer did not arrive in time. Try again shortly: first check in “My applications” whether the action succeeded.
web-error-internal-title = Something went wrong
web-error-internal-text = The fault is ours and has been recorded. Try again in a few minutes; if it goes on, ask for help quoting the code below.
web-error-unavailable-title = The service is busy right now
web-error-unavailable-text = Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}: what you have saved is safe.

web-bad-request = Some data is missing or does not have the expected form. Go back to the previous page and try again.
web-conflict = Somebody changed this data in the meantime. Reload the page and check.
web-not-utf8 = The text contains characters that cannot be read. Type it again and retry.
web-nul = The text contains a null character (NUL), which cannot be kept. It usually comes from copy and paste: type the text again and retry.
web-too-many-fields = The form has too many fields.
web-broken-body = The data was cut off or does not have the expected form. Go back to the previous page and try again.

web-expired-kept = A long time has passed since your last action, or you logged in from another page. What you typed is kept below: do not close this page.
web-expired-enter = Log in again
web-expired-login = Log in again (opens in another tab)
web-expired-come-back = Come back to this tab and press the button below.
web-expired-resume = Resume where you were
web-expired-resume-text = You have logged in again: press the button to resume where you were.
web-expired-files = The files you had chosen cannot be kept: choose them again.
web-expired-typed = Show what you had typed

# Public pages: portal, bodies, services, help, notes.

catalogue-portal-title = Online services of your area
catalogue-portal-lead = Choose the municipality or body you need: see what is required, fill in your application whenever you like and follow it to the answer.
catalogue-portal-search = Search your body by name
catalogue-portal-found = { $count ->
    [one] One body found.
   *[other] { $count } bodies found.
}
catalogue-portal-all = Show all bodies
catalogue-portal-not-found = No body matches “{ $query }”
catalogue-portal-not-found-text = Try a single word of its name, or just the first letters.
catalogue-portal-none = There is no body yet
catalogue-portal-none-text = The installation is ready: a body shows here as soon as it is added.
catalogue-portal-how = How it works
catalogue-portal-how-1 = Choose the body and the service.
catalogue-portal-how-1-text = The sheet says who it is for, what you need, what it costs and how long the answer takes.
catalogue-portal-how-2 = Fill in and save.
catalogue-portal-how-2-text = Stop at any time and go on from another device: what you save is not transmitted yet.
catalogue-portal-how-3 = Transmit and follow your application.
catalogue-portal-how-3-text = You get a receipt with its number at once, and then see how far your application has come.
catalogue-kind-comune = Municipalities
catalogue-kind-unione = Unions of municipalities
catalogue-kind-provincia = Provinces
catalogue-kind-regione = Regions
catalogue-kind-associazione = Associations
catalogue-kind-other = Other bodies

catalogue-home-title = { $body }: online services
catalogue-home-lead = Find the service you need, fill in your application whenever you like and follow it to the answer.
catalogue-notices = Notices
catalogue-notice = Notice
catalogue-notice-from-to = Valid from { $from } to { $to }
catalogue-notice-from = Valid from { $from }
catalogue-quick-links = Quick links
catalogue-external = opens another site
catalogue-featured = Featured services
catalogue-tree = All services by category
catalogue-other-services = Other services
catalogue-all-services = See all services
catalogue-yours = Your area and help
catalogue-desk-text = Saved drafts, transmitted applications and concluded ones.
catalogue-instructions-text = How to log in, fill in, save and transmit.

catalogue-services = Services
catalogue-services-lead = Each sheet says what you need before you start and how long the answer takes.
catalogue-search-label = Search a service by name or topic
catalogue-by-category = Services by category
catalogue-every-category = All categories
catalogue-count = { $count ->
    [one] One service.
   *[other] { $count } services.
}
catalogue-not-found = No service matches “{ $query }”
catalogue-not-found-text = Try fewer words or the first letters; accents do not matter.
catalogue-none = There is no published service yet
catalogue-none-text = Services show here as soon as the body publishes them.
catalogue-adoption-changed = The service changed while you were looking at it: read it again and try again.
catalogue-service-taken = The body already offers a service at this address.
catalogue-category-taken = There is already a category at this address.
catalogue-window-taken = There is already a window with this number.
catalogue-parameter-taken = There is already a value of this parameter for the same day.

catalogue-topic = Category
catalogue-index = On this page
catalogue-start = Use the service
catalogue-prepare = Prepare your application
catalogue-before = Before you start, see
catalogue-before-link = what you need
catalogue-status-active = Active service
catalogue-status-open = Open for applications
catalogue-status-late = Deadline passed
catalogue-status-opens = Not open yet
catalogue-status-closed = Closed for applications
catalogue-window-open-until = Applications can be transmitted until { $close }.
catalogue-window-open = Applications are open; no act has set the closing date yet.
catalogue-window-late = The deadline was { $close }. An application transmitted now is recorded as late.
catalogue-window-opens = Applications open on { $open }. Meanwhile you can prepare yours and save it: you transmit it when the service opens.
catalogue-window-closed-since = Applications closed on { $close }.
catalogue-window-closed = No applications are accepted at the moment.
catalogue-window-from-to = From { $open } to { $close }
catalogue-window-from = From { $open }

catalogue-part-who = Who it is for
catalogue-part-description = Description
catalogue-part-how = How to do it
catalogue-part-needed = What you need
catalogue-part-obtained = What you get
catalogue-part-times = Times and deadlines
catalogue-part-costs = What it costs
catalogue-part-access = Use the service
catalogue-part-conditions = Terms of service
catalogue-part-laws = Legal references
catalogue-part-contacts = Contacts
catalogue-needed-login = How to log in
catalogue-level-1 = You need a digital identity, even of level 1.
catalogue-level-2 = You need a digital identity with two factors: SPID level 2, CIE or CNS (health card).
catalogue-level-3 = You need a digital identity of level 3: SPID level 3, CIE with a reader, or CNS.
catalogue-delegates = A delegate may file the application too.
catalogue-needed-steps = Steps of the application
catalogue-steps = { $count ->
    [one] The form has one step, then the summary and the transmission. You can save at any time and go on later.
   *[other] The form has { $count } steps, then the summary and the transmission. You can save at any time and go on later.
}
catalogue-needed-documents = Files the form may ask for
catalogue-declarations = The application holds declarations in place of certificates (Presidential Decree 445/2000, articles 46 and 47): false declarations are a criminal offence and lose any benefit obtained (articles 75 and 76).
catalogue-days = { $count ->
    [one] one day
   *[other] { $count } days
}
catalogue-months = { $count ->
    [one] one month
   *[other] { $count } months
}
catalogue-years = { $count ->
    [one] one year
   *[other] { $count } years
}
catalogue-times-answer = When the answer comes
catalogue-term = The answer comes within { $length } of filing.
catalogue-term-by-act = The term for the answer is set by an act of the body: your receipt shows it as soon as it is set.
catalogue-suspension = { $times ->
    [one] If the office asks for more, the term may be suspended once only, for no more than { $days } days.
   *[other] If the office asks for more, the term may be suspended up to { $times } times, each for no more than { $days } days.
}
catalogue-times-silence = If no answer comes
catalogue-times-windows = When applications are accepted
catalogue-remedies = What you can do if the answer is negative or does not come
catalogue-access-text = After logging in you go straight to your application. You can save it and go on later: it is filed only when you transmit it.
catalogue-notice-link = Privacy notice of this service
catalogue-contact-address = Address
catalogue-contact-hours = Opening hours
catalogue-contact-phone = Telephone
catalogue-contact-email = E-mail
catalogue-contact-pec = Certified e-mail (PEC)
catalogue-responsible = Who answers for the procedure
catalogue-responsible-name = Person responsible for the procedure
catalogue-substitute = Who steps in if the office does not answer
catalogue-substitute-law = Holder of the substitute power (Law 241/1990, article 2, paragraph 9-bis)

catalogue-service-privacy = Privacy notice of the service
catalogue-service-privacy-lead = How the personal data of people who use the service “{ $service }” are processed (article 13 of Regulation (EU) 2016/679).
catalogue-back-to-service = Back to the service sheet
catalogue-privacy = Privacy notice
catalogue-privacy-lead = How the personal data of people who use this site are processed (article 13 of Regulation (EU) 2016/679). Each service has its own notice too.
catalogue-privacy-see-contacts = the contacts at the bottom of the page
catalogue-privacy-controller = Controller
catalogue-privacy-controller-text = The controller is { $body }. Contact: { $contact }. A service may have another controller: its own notice says so.
catalogue-privacy-dpo = Data protection officer
catalogue-privacy-dpo-text = Contact: { $dpo }.
catalogue-privacy-data = Which data
catalogue-privacy-data-text = Data of the digital identity you log in with (name, surname, tax code, contacts when given), the drafts you save, the applications you transmit with their attachments, and the messages you exchange with the offices. If you ask for assistance or an appointment or report a fault: your name, contacts and what you write. Ratings of pages hold no data of who gives them. Public pages can be read without logging in.
catalogue-privacy-purpose = Purpose and legal basis
catalogue-privacy-purpose-text = To receive applications, answer them and keep proof: tasks in the public interest and legal obligations (article 6(1)(c) and (e) of Regulation (EU) 2016/679; Law 241/1990; Legislative Decree 82/2005). Without these data the application cannot be filed.
catalogue-privacy-cookies = Cookies
catalogue-privacy-cookies-text = The site uses technical cookies only, needed to keep you logged in and, if you rate a page, to count one rating a day (it lasts a day and does not tell who you are): no consent is required for them. There are no cookies of other sites and no statistics that recognise people.
catalogue-privacy-recipients = Who can see them
catalogue-privacy-recipients-text = Only authorised staff of the competent office, and whoever runs the system on behalf of the controller as processor. Every access to the data of a case is recorded.
catalogue-privacy-transfers = Transfers outside the European Union
catalogue-privacy-transfers-text = Data are not transferred outside the European Union.
catalogue-privacy-retention = For how long
catalogue-privacy-retention-text = Drafts until the date shown in “My applications”; transmitted applications for the time given in the notice of each service and in the retention plan of the body; requests for assistance or an appointment and reports of faults up to two years after they are closed.
catalogue-privacy-rights = Your rights
catalogue-privacy-rights-text = You can ask the controller for access to your data, for correction or restriction, or object to processing (articles 15 to 22 of Regulation (EU) 2016/679), and lodge a complaint with the Garante per la protezione dei dati personali (article 77).
catalogue-privacy-services = Notices of the single services
catalogue-privacy-services-text = For each service: controller, processor, purpose, legal basis, recipients, retention and rights.

catalogue-faq-title = Frequently asked questions
catalogue-faq-text = Answers to the most common doubts, by topic.
catalogue-faq-lead = Answers to the most common doubts. For a guide step by step, read the
catalogue-faq-lead-link = instructions
catalogue-faq-topics = Topics
catalogue-faq-none = There are no frequently asked questions yet
catalogue-faq-none-text = Meanwhile the instructions explain how to log in, fill in and transmit.

catalogue-instructions = Instructions
catalogue-instructions-lead = How to use this site, from logging in to the answer of the office.
catalogue-instructions-index = Index of the instructions
catalogue-instructions-to-index = Back to the index
catalogue-help-login = Registering and logging in
catalogue-help-login-text =
    There is nothing to register: you log in with your own digital identity, **SPID**, **CIE** (electronic identity card) or **CNS** (health card). At your first login your personal area is made by itself, with the data your digital identity gives.

    Service sheets, frequently asked questions and these instructions can be read without logging in. You are asked to log in only when you start an application or open “My applications”; afterwards you come back to where you were.

    Your credentials are **strictly personal**: give them to nobody, not even to those who help you.
catalogue-help-login-link = Log in to your personal area
catalogue-help-find = Finding a service
catalogue-help-find-text =
    On the home page of the body services are grouped by category; you can also search them by name, with the first letters and whatever the accents.

    The **sheet** of each service says who it is for, what you need, what it costs, how long the answer takes and who is responsible. Read “What you need” before you start, so that data and documents are at hand.
catalogue-help-find-link = Go to the list of services
catalogue-help-fill = Filling in the form
catalogue-help-fill-text =
    Press “Use the service” on the sheet. The form is divided into steps: you always see where you are and can go back to correct.

    Fields with an asterisk are mandatory. If something is wrong, a box at the top lists the errors and leads to each field; nothing you wrote is lost.
catalogue-help-save = Saving is not transmitting
catalogue-help-save-text =
    - **Saving** keeps the draft, even incomplete or with errors. You find it in “My applications”, under *Drafts*, from any device, until the date shown. The office does **not** see it and **no term** starts to run.
    - **Transmitting** files the application with the body: from then on it has a number, a receipt and a certain date, and can no longer be changed.

    An application saved and never transmitted has not been filed.
catalogue-help-attach = Attaching documents
catalogue-help-attach-text =
    The form says which types of file it accepts and their maximum size. The type is recognised from the content, not from the name. An attachment can be replaced or removed until the application is transmitted.

    Beside each file you find its *digest* (SHA-256), which is on the receipt too: it proves that the file received is exactly yours.
catalogue-help-transmit = Transmitting and getting the receipt
catalogue-help-transmit-text =
    After the last step the **Summary** shows everything on one page. The button **TRANSMIT** appears when the draft is saved and complete.

    After transmission you find the application in “My applications”, under *Transmitted, in progress*: that is the proof that it went well. The receipt, on screen and as a PDF, has the application number, the register number, the instant of receipt and the last day for the answer.

    What counts is the moment the system **receives** your request, not the moment you opened the page.
catalogue-help-follow = Following your application
catalogue-help-follow-text =
    “My applications” has three areas: *Drafts (saved, not transmitted)*, *Transmitted, in progress* and *Concluded*. Open one to see what you wrote, the documents, the messages, what happens next and by when.
catalogue-help-follow-link = Go to my applications
catalogue-help-integrate = Answering a request for more
catalogue-help-integrate-text =
    If something is missing the office asks for it with a message: the request shows in your application, with the term to answer. Answer from there, with text and attachments. While the office waits, the term for its answer stands still as the law provides; your application says for how long.
catalogue-help-others = Acting for somebody else
catalogue-help-others-text =
    To file on behalf of others you need a **mandate**: everybody always logs in with their own digital identity. Using somebody else’s credentials is not allowed, even with their consent. The sheet says whether the service accepts delegates; whoever has no digital identity can go to the counter.
catalogue-help-account = Your profile and logging out
catalogue-help-account-text =
    Your name, at the top right, opens the menu with your applications, messages and logout. Always **log out** on a device that is not yours.

    Name, surname and tax code come from your digital identity and are not changed here: if they are wrong, ask your identity provider. If the session expires while you write, what you wrote is kept on the page: log in again and go on.
catalogue-help-devices = Devices and browsers
catalogue-help-devices-text =
    The site works on computers, tablets and phones, with the versions of the last two years of Chrome, Edge, Firefox and Safari. It also works without JavaScript and with screen readers. For the receipt you need a program that reads PDF.
catalogue-help-devices-link = Read the accessibility statement
catalogue-help-help = Asking for help
catalogue-help-help-text =
    If in doubt about a service, write to the responsible person or to the office: their contacts are at the end of each sheet. If an error shows, give the *request code* you see on the page.

    What certified e-mail (PEC) is and how to get it: [page of AgID on PEC, in Italian](https://www.agid.gov.it/it/piattaforme/posta-elettronica-certificata).
catalogue-help-help-link = Read the frequently asked questions

catalogue-accessibility = Accessibility statement
catalogue-accessibility-lead = Everybody must be able to use this site. Here is how it was built and what to do if you meet an obstacle.
catalogue-accessibility-state = How it is built
catalogue-accessibility-state-text =
    The pages are written to meet WCAG 2.2, level AA, and the standard EN 301 549: they can be used with the keyboard alone, with screen readers, with enlarged text and on screens 320 pixels wide, also without JavaScript. Documents made by the system are accessible PDF files (PDF/UA).

    The statement on AgID’s form, with the conformity status, is published on the institutional site of { $body }: { $website }
catalogue-accessibility-limits = What may not be accessible
catalogue-accessibility-limits-text = Files attached by applicants and documents made outside this system, which stay as they were received.
catalogue-accessibility-feedback = Report a problem
catalogue-accessibility-feedback-text = Write to { $contact } saying which page you wanted to use and what did not work. { $body } answers within 30 days.
catalogue-accessibility-enforcement = If no answer comes or it is not enough
catalogue-accessibility-enforcement-text = You can turn to the Difensore civico per il digitale (digital ombudsman) at AgID, under article 3-quinquies of Law 4/2004.
catalogue-accessibility-about = How it is checked
catalogue-accessibility-about-text = Every page is checked automatically at each change of the program, with the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA.

catalogue-legal = Legal notes
catalogue-legal-lead = The terms on which this site and its contents are used.
catalogue-legal-licence = Licence of the contents
catalogue-legal-licence-text = Under the principle of open by default (article 52 of Legislative Decree 7 March 2005, no. 82), and unless stated otherwise (embedded contents of others included), data, documents and information published on the site are released under the licence [CC-BY 4.0](https://creativecommons.org/licenses/by/4.0/legalcode.en). You are free to share and adapt this material by any means and in any format, for any purpose, even commercially, on the sole condition of attribution and without additional restrictions. Coats of arms, trademarks and personal data are excluded.
catalogue-legal-value = Value of the pages
catalogue-legal-value-text = Service sheets inform and do not replace the official acts of { $body }, published on its notice board and on its institutional site: { $website }
catalogue-legal-liability = Liability
catalogue-legal-liability-text = { $body } takes care that information is correct and up to date. To report an error write to { $contact }.
catalogue-legal-links = Links to other sites
catalogue-legal-links-text = Links to other sites are offered for convenience: whoever publishes them answers for their contents.
catalogue-legal-software = Software
catalogue-legal-software-text = The site is made with Sportello, free software under the EUPL 1.2 licence.

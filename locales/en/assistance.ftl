assistance-kind-assistance = Assistance request
assistance-kind-fault = Report a fault
assistance-kind-appointment = Book an appointment
assistance-state-open = To be worked
assistance-state-answered = Answer sent
assistance-state-closed = Closed

assistance-lead-assistance = Write to the body if you need help with a service. We answer by e-mail.
assistance-lead-fault = Report something that does not work: a service of this site, a road, the lighting, the collection of waste.
assistance-lead-appointment = Choose the office and the days you prefer: the office answers by e-mail with date and time of the appointment. Until you get the answer the appointment is not made.
assistance-step-assistance = Assistance request
assistance-step-notice = Permissions and conditions
assistance-step-fault = Details of the report
assistance-step-summary = Summary
assistance-step-office = Place
assistance-step-when = Date and time
assistance-step-appointment = Details of the appointment
assistance-step-person = Applicant

assistance-ask-nome = Name
assistance-ask-cognome = Surname
assistance-ask-email = E-mail
assistance-ask-email-help = Type a valid address: the answer is sent there.
assistance-ask-telefono = Telephone
assistance-ask-categoria = Category of service
assistance-ask-categoria-help = Not needed if you choose a service.
assistance-ask-servizio = Service
assistance-ask-dettagli = Details
assistance-ask-dettagli-help = At most 600 characters
assistance-ask-tipo = Kind of fault
assistance-ask-luogo = Place
assistance-ask-luogo-help = Address or description of the place. Not needed if it is about this site.
assistance-ask-titolo = Title
assistance-ask-ufficio = Office
assistance-ask-giorni = Preferred days
assistance-ask-giorni-help = You can choose more than one.
assistance-ask-orario = Preferred time
assistance-ask-motivo = Reason for the appointment
assistance-ask-informativa = I have read and understood the privacy notice

assistance-no-service = No service in particular
assistance-no-office = No office: the body as a whole
assistance-day-monday = Monday
assistance-day-tuesday = Tuesday
assistance-day-wednesday = Wednesday
assistance-day-thursday = Thursday
assistance-day-friday = Friday
assistance-hours-morning = morning
assistance-hours-afternoon = afternoon
assistance-fault-site = Services of this site
assistance-fault-roads = Roads and pavements
assistance-fault-lighting = Street lighting
assistance-fault-waste = Waste and cleanliness
assistance-fault-water = Water and sewers
assistance-fault-green = Parks and trees
assistance-fault-other = Other
assistance-notice-text = What you write is used only to answer this request (art. 6, paragraph 1, letter e of Regulation EU 2016/679). Operators of the body read it; it is erased two years after the request is closed.
assistance-notice-link = Read the privacy notice
assistance-notice-read = Read and understood

assistance-error-required = This field is mandatory.
assistance-error-choose = Choose one of the entries offered.
assistance-error-notice = To go on, confirm that you have read the notice.
assistance-error-email = Type one address only, for example name@domain.example.
assistance-error-phone = Type a telephone number with its prefix.
assistance-error-too-long = The text is too long: at most { $limit } characters.
assistance-error-too-many = Too many requests came from this address in the last hour: try again later, or use the contacts at the foot of the page.
assistance-conflict-number = The request was not recorded: press “Send” again.
assistance-conflict-changed = Meanwhile a colleague has worked on this request: below you see it as it is now.
assistance-conflict-closed = The request is already closed.

assistance-back = Back
assistance-next = Next
assistance-send = Send

assistance-done = Request sent
assistance-done-lead = { $kind }: the confirmation was sent to { $email }.
assistance-done-keep = Keep this number: you need it to talk to the office. It is not a register number.
assistance-done-services = Go to the list of services
assistance-number = Number of the request
assistance-next-steps = Next steps
assistance-step-received = Request received
assistance-step-answer = The office reads the request and answers by e-mail
assistance-step-answered = The office has answered by e-mail
assistance-step-closed = The request is closed

assistance-mail-received-subject = { $kind }: received with number { $number }
assistance-mail-received-text =
    We have received your request.

    Kind: { $kind }
    Number: { $number }
    Received: { $when }
    Body: { $body }

    The office will answer to this address. Keep the number: you need it to talk to the office.

    If you did not make this request, ignore this message.
assistance-mail-office-subject = { $kind } { $number }: to be read
assistance-mail-office-text =
    A request has arrived: { $kind }, number { $number }.

    Read and answer: { $link }
assistance-mail-answer-subject = { $kind } { $number }: the answer of the office
assistance-mail-answer-text =
    { $body } answers your request { $number } ({ $kind }).

    { $answer }

assistance-requests = Requests of citizens
assistance-kind = Kind
assistance-any-kind = All
assistance-state = State
assistance-to-work = To be worked or answered
assistance-closed-ones = Closed
assistance-person = Applicant
assistance-received = Received
assistance-none = No requests
assistance-filter = Filter
assistance-filter-apply = Filter
assistance-filter-clear = Remove the filters
assistance-as-typed = The request
assistance-answers = Answers sent
assistance-answered-by = { $name }, { $when }
assistance-refused = Not done
assistance-answer = Answer
assistance-answer-text = Text of the answer
assistance-answer-help = The answer leaves by e-mail to { $email }. For an appointment write date, time and place.
assistance-answer-send = Send the answer
assistance-close = Close
assistance-close-text = A closed request is not opened again. Two years after its closing it is erased.
assistance-close-send = Close the request

assistance-rated = Rating
assistance-rated-thanks = Thank you, your opinion will help us improve the service!
assistance-rated-already = You have already rated this page today: your first opinion stands.
assistance-rated-nothing = This page cannot be rated.
assistance-rated-back = Back to where you were
assistance-ratings = Ratings
assistance-ratings-lead = The ratings of who uses the site, without any data of who gave them. One a day for each browser and page.
assistance-ratings-services = Services
assistance-ratings-pages = Other pages
assistance-ratings-none = No ratings in this period.
assistance-rated-what = Page
assistance-rated-total = Ratings
assistance-rated-mean = Mean
assistance-rated-stars =
    { $n ->
        [one] 1 star
       *[other] { $n } stars
    }
assistance-rated-sheet = { $service }: sheet
assistance-rated-filing = { $service }: making the application
assistance-comments = Comments
assistance-period = Period
assistance-period-30 = Last 30 days
assistance-period-365 = Last year
assistance-period-tutto = From the beginning

bodies-profile-already-over = The profile is already over.

# Deliveries: channels, proofs, states.
delivery-channel-desk = Personal area
delivery-channel-email = Ordinary e-mail
delivery-channel-pec = Certified e-mail (PEC)
delivery-strength-weak = Weak proof: it starts no peremptory term
delivery-strength-strong = Full proof
delivery-status-queued = Queued
delivery-status-sent = Sent
delivery-status-delivered = Delivered
delivery-status-failed = Failed
delivery-not-failed = This sending is not among the failed ones: it may have been repeated already.
delivery-mail-footer = Message sent automatically by { $body }: please do not reply to this address.

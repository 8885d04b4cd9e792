jobs-not-given-up = This operation is no longer among those to retry: perhaps a colleague has already restarted it.
jobs-lease-lost = Another server is already doing this operation.
jobs-schedule-taken = Another server has already started this task.

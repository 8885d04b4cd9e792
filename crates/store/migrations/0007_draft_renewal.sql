-- A draft that moved to the version of its form in force says what changed: JSON of questions and of answers no longer asked.
-- Emptied when the draft is transmitted, since what is no longer asked is no part of the application.
alter table drafts add column renewal TEXT;

register-no-such-entry = The register entry does not exist.
register-already-annulled = The register entry is already annulled.
register-number-pending = being assigned

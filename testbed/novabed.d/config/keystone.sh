# Keystone: the real one, with passwords hashed cheaply and tokens that outlast a day of testing.

config_keystone() {
    mkdir -p "$B"/lib/keystone/{fernet,credential}
    write "$e/keystone/keystone.conf" <<EOF
[DEFAULT]
use_stderr = false
log_file = $B/log/keystone.log
$(database keystone)
[token]
provider = fernet
expiration = 172800
[identity]
password_hash_rounds = 4
[fernet_tokens]
key_repository = $B/lib/keystone/fernet
[credential]
key_repository = $B/lib/keystone/credential
[oslo_messaging_notifications]
driver = noop
EOF
}

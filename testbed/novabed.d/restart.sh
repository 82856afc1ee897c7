# Stopping and starting single daemons.

cmd_restart() {
    [ -n "${1:-}" ] || die "restart what? one of: $(daemons | xargs)"
    export PATH=$PATH:/usr/sbin
    local n since
    for n in "$@"; do daemons | grep -qw -- "$n" || die "no daemon $n"; done
    for n in "$@"; do stop "$n"; done
    since=$(($(date +%s) + 1))
    for n in "$@"; do start_one "$n"; done
    for n in "$@"; do wait_ready "$n" "$since"; say "started $n"; done
}

# Starting, watching and stopping one process, by name; its pid and start time lie in $B/run/NAME.pid.

CLEAN=(env -i PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$B/lib" TMPDIR="$B/tmp"
    LC_ALL=C.UTF-8 LANG=C.UTF-8 PYTHONPATH="${NOVABED_PYTHONPATH:+$NOVABED_PYTHONPATH:}$B/pylib" PYTHONUNBUFFERED=1 PYTHONWARNINGS=ignore
    NOVABED_HOME="$B")
clean_env() { "${CLEAN[@]}" "$@"; } # run a command with a small, known environment
starttime() { # field 22 of /proc/PID/stat, the command name may hold blanks
    local s; s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    s=${s##*) }; set -- $s; printf '%s' "${20}"
}
pid_of() { # the pid of a daemon that still runs and is still the one that was started
    local f=$B/run/$1.pid pid st
    [ -s "$f" ] || return 1
    read -r pid st < "$f" || return 1
    [ -n "$pid" ] && [ "$(starttime "$pid" || true)" = "$st" ] || return 1
    printf '%s' "$pid"
}
start() { # start NAME COMMAND...
    local name=$1 pid; shift
    if pid=$(pid_of "$name"); then return 0; fi
    (exec "${CLEAN[@]}" setsid "$@") >> "$B/log/$name.out" 2>&1 < /dev/null 9>&- &
    pid=$!; disown "$pid"
    printf '%s %s\n' "$pid" "$(starttime "$pid" || true)" > "$B/run/$name.pid"
}
stop() { # TERM to the daemon, then KILL to what is left of its session
    local name=$1 pid i
    if pid=$(pid_of "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        for i in $(seq 1 "${2:-100}"); do pid_of "$name" >/dev/null || break; sleep 0.1; done
        kill -KILL -- "-$pid" 2>/dev/null || true
        say "stopped $name"
    fi
    rm -f "$B/run/$name.pid"
}
wait_for() { # wait_for NAME SECONDS COMMAND...: until COMMAND succeeds
    local name=$1 end=$((SECONDS + $2)); shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { tail -n 20 "$B/log/$name".{out,log} >&2 2>/dev/null || true; die "$name did not come up"; }
        pid_of "$name" >/dev/null || { tail -n 30 "$B/log/$name".{out,log} >&2 2>/dev/null || true; die "$name died"; }
        sleep 0.3
    done
}
http_up() { curl -s -o /dev/null --noproxy '*' --max-time 5 "http://$IP:$1/"; }
provision() { # provision STEP ARGS...: a step of provision/
    clean_env NOVABED_PW="$PW" NOVABED_REGION=$REGION P_KEYSTONE="$PORT_KEYSTONE" \
        P_PLACEMENT="$PORT_PLACEMENT" P_GLANCE="$PORT_GLANCE" P_CINDER="$PORT_CINDER" \
        P_NEUTRON="$PORT_NEUTRON" P_NOVA="$PORT_NOVA" \
        WITH_LIBVIRT="$(with_libvirt && echo 1 || true)" $PY -B "$D/provision" "$@" \
        || die "provisioning ($1) failed"
}

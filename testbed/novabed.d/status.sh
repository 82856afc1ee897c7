# What runs, and what it logged.

cmd_status() {
    local n pid rc=0 pss tot=0 p
    for n in $(daemons); do
        if pid=$(pid_of "$n"); then
            pss=0
            for p in $(ps -o pid= -s "$pid"); do
                pss=$((pss + $(awk '/^Pss:/{s+=$2} END{print s+0}' "/proc/$p/smaps_rollup" 2>/dev/null || echo 0)))
            done
            tot=$((tot + pss))
            printf '%-20s pid %-8s %5d MiB\n' "$n" "$pid" $((pss / 1024))
        else
            printf '%-20s down\n' "$n"; rc=1
        fi
    done
    printf '%-20s %18d MiB\n' 'all (PSS)' $((tot / 1024))
    for n in keystone:$PORT_KEYSTONE/v3 placement:$PORT_PLACEMENT glance:$PORT_GLANCE/v2/images cinder:$PORT_CINDER/v3/ neutron:$PORT_NEUTRON nova:$PORT_NOVA/v2.1/; do
        printf '%-20s http://%s:%s -> %s\n' "${n%%:*}" $IP "${n#*:}" \
            "$(curl -s -o /dev/null --noproxy '*' --max-time 10 -w '%{http_code}' "http://$IP:${n#*:}" || true)"
    done
    return $rc
}
cmd_logs() {
    if [ -n "${1:-}" ] && [ -z "${1//[0-9]/}" ] || [ -z "${1:-}" ]; then
        local f
        for f in "$B"/log/*.log "$B"/log/*.out; do
            if grep -qE ' (ERROR|CRITICAL) |Traceback' "$f" 2>/dev/null; then
                echo "== $f"; grep -E ' (ERROR|CRITICAL) |Traceback' "$f" | tail -n "${1:-5}" | cut -c1-400
            fi
        done
    else
        tail -n "${2:-60}" "$B/log/$1".log "$B/log/$1".out 2>/dev/null || true
    fi
}

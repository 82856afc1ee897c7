# Stopping, and wiping.

cmd_down() {
    local n r="" pid
    if with_libvirt; then
        stop nova-compute-libvirt
        for n in $(guests); do virsh -c qemu:///system destroy "$n" >/dev/null 2>&1 || true; done
        ip link del novabed0 2>/dev/null || true
    fi
    for n in $(daemons); do r="$n $r"; done
    for n in $r; do # all of OpenStack at once: each on its own takes seconds
        case $n in epmd|mariadb|rabbitmq) continue ;; esac
        if pid=$(pid_of "$n"); then kill -TERM "$pid" 2>/dev/null || true; fi
    done
    for n in $r; do stop "$n" 80; done
}
cmd_reset() {
    local n
    if with_libvirt; then
        stop nova-compute-libvirt
        for n in $(guests); do
            virsh -c qemu:///system destroy "$n" >/dev/null 2>&1 || true
            virsh -c qemu:///system undefine --nvram "$n" >/dev/null 2>&1 || true
        done
    fi
    cmd_down
    rm -rf "${B:?}"/{etc,lib,log,run,tmp,pylib,patched,openrc,openrc-admin,clouds.yaml}
    say "wiped $B"
}


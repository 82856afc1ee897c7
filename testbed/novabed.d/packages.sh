# What Debian 12 has to have installed.

PACKAGES="
 mariadb-server-core mariadb-client-core rabbitmq-server
 uwsgi-core uwsgi-plugin-python3 qemu-utils curl ca-certificates patch
 python3-keystone python3-placement
 python3-glance glance-common
 python3-cinder cinder-common
 python3-neutron neutron-common
 python3-nova nova-common
 python3-pymysql python3-openstackclient
"

PACKAGES_LIBVIRT="
 libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86
 python3-libvirt sudo
"

missing_packages() { # missing_packages [--libvirt]: those not installed, on one line
    local p
    # shellcheck disable=SC2086
    for p in $PACKAGES $([ "${1:-}" != --libvirt ] || echo $PACKAGES_LIBVIRT); do
        dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || printf ' %s' "$p"
    done
}

needs_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || die2 "the testbed needs Debian 12 (its Nova is Debian's python3-nova 26.2.2); this system has no apt"; }
needs_root() { [ "$(id -u)" = 0 ] || die2 "$1 needs root"; }

cmd_install() {
    needs_debian
    local t0=$SECONDS missing; missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then say "every package is installed already"; return 0; fi
    needs_root "installing$missing"
    [[ $(cat /etc/debian_version) == 12* ]] || die2 "the testbed needs Debian 12, this is $(cat /etc/debian_version)"
    say "installing:$missing"

    # no package may start a daemon of its own while this runs
    local pol=/usr/sbin/policy-rc.d saved=""
    if [ -e $pol ] || [ -L $pol ]; then saved=$(mktemp -d); cp -a $pol "$saved/"; fi
    restore_policy() {
        rm -f $pol
        if [ -n "$saved" ]; then cp -a "$saved/policy-rc.d" $pol; rm -rf "$saved"; fi
    }
    trap restore_policy EXIT
    rm -f $pol; printf '#!/bin/sh\nexit 101\n' > $pol; chmod 755 $pol

    export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true
    apt-get -qq update
    # shellcheck disable=SC2086
    apt-get -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        -o Dpkg::Use-Pty=0 install $missing
    restore_policy; trap - EXIT
    say "installed in $((SECONDS - t0)) s"
}

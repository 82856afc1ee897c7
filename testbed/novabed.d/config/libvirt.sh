# The third compute host: libvirt and QEMU without KVM.

config_libvirt() {
    mkdir -p "$B"/lib/nova-compute-libvirt/{lock,instances}
    write "$e/nova/nova-compute-libvirt.conf" <<EOF
[DEFAULT]
host = novabed-libvirt
compute_driver = libvirt.LibvirtDriver
state_path = $B/lib/nova-compute-libvirt
instances_path = $B/lib/nova-compute-libvirt/instances
reserved_host_memory_mb = 0
ram_allocation_ratio = 4
[libvirt]
virt_type = qemu
cpu_mode = none
images_type = qcow2
inject_partition = -2
sysinfo_serial = none
[nova_sys_admin]
helper_command = privsep-helper --config-file $e/nova/nova.conf --config-file $e/nova/nova-compute-libvirt.conf
[oslo_concurrency]
lock_path = $B/lib/nova-compute-libvirt/lock
EOF
    write "$e/libvirt/libvirtd.conf" <<EOF
listen_tls = 0
listen_tcp = 0
auth_unix_ro = "none"
auth_unix_rw = "none"
log_outputs = "3:file:$B/log/libvirtd.log"
EOF
    write "$e/libvirt/virtlogd.conf" <<EOF
log_outputs = "3:file:$B/log/virtlogd.log"
EOF
}

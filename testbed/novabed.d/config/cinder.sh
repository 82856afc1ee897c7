# Cinder: the real one, over the volume driver of plugins/novabed_plugins/volume.py.

config_cinder() {
    mkdir -p "$B"/lib/cinder/{lock,volumes,conversion}
    write "$e/cinder/api-paste.ini" < /usr/share/cinder-common/api-paste.ini
    write "$e/cinder/cinder.conf" <<EOF
$(common cinder)
auth_strategy = keystone
my_ip = $IP
host = novabed
state_path = $B/lib/cinder
image_conversion_dir = $B/lib/cinder/conversion
api_paste_config = $e/cinder/api-paste.ini
osapi_volume_listen = $IP
osapi_volume_listen_port = $PORT_CINDER
osapi_volume_workers = 1
public_endpoint = http://$IP:$PORT_CINDER
glance_api_servers = http://$IP:$PORT_GLANCE
enabled_backends = files
default_volume_type = __DEFAULT__
quota_volumes = -1
quota_snapshots = -1
quota_gigabytes = -1
quota_backups = -1
quota_backup_gigabytes = -1
quota_groups = -1
per_volume_size_limit = -1
report_interval = 10
service_down_time = 60
[files]
volume_driver = novabed_plugins.volume.SparseFileDriver
volume_backend_name = files
sparse_dir = $B/lib/cinder/volumes
$(database cinder)
$(authtoken cinder)
$(authtoken cinder service_user)
send_service_user_token = true
$(authtoken cinder nova)
$(oslo cinder)
EOF
}

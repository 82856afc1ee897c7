# RabbitMQ.

config_rabbitmq() {
    mkdir -p "$B"/lib/rabbitmq
    write "$e/rabbitmq/rabbitmq.conf" <<EOF
listeners.tcp.1 = $IP:$PORT_MQ
default_user = novabed
default_pass = $PW
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
log.file.level = warning
EOF
    write "$e/rabbitmq/enabled_plugins" <<< '[].'
    write "$e/rabbitmq/rabbitmq-env.conf" <<< ''
}

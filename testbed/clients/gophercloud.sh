#!/usr/bin/env bash
# Runs with_gophercloud.go with Debian's gophercloud: gophercloud.sh CLOUD ADMIN_CLOUD WITHOUT_IMAGE
cd "$(dirname "$0")" || exit
GO111MODULE=off GOPATH=/usr/share/gocode exec go run with_gophercloud.go "$@"

import { defineParameterType } from '@cucumber/cucumber';
import type { Disk, HostWish } from '../../targets/arranging/wish';
import { oneOf } from './one-of';

const disks: Readonly<Record<string, Disk>> = {
  'an image-backed server with an image of its own': 'image, its own',
  'an image-backed server': 'image',
  'a volume-backed server made with its image named': 'volume, image named',
  'a volume-backed server with a blank root volume': 'blank volume',
  'a volume-backed server': 'volume',
  'a server with an emulated TPM': 'image, emulated TPM',
  'a server that never ran': 'image, never ran',
};

const hosts: Readonly<Record<string, HostWish>> = {
  'any host, best a libvirt host': 'any, best under libvirt',
  'any host': 'any',
  'a capable host with a console': 'capable, with a console',
  'a libvirt host': 'capable, under libvirt',
  'a capable host': 'capable',
  'a host that reports the trait': 'known to report the trait',
  'a host that does not report the trait': 'known not to report the trait',
};

defineParameterType({ name: 'server', ...oneOf(disks) });
defineParameterType({ name: 'host', ...oneOf(hosts) });
defineParameterType({ name: 'reporting', ...oneOf({ 'reports it': true, 'does not report it': false }) });
defineParameterType({ name: 'beginning', ...oneOf({ begins: true, ceases: false }) });

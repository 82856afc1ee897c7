"""A Cinder volume driver over sparse files in one directory."""
import os
import shutil

from cinder import interface
from cinder.image import image_utils
from cinder.volume import configuration
from cinder.volume import driver
from oslo_config import cfg
from oslo_utils import fileutils

opts = [cfg.StrOpt('sparse_dir', help='where the files lie')]
cfg.CONF.register_opts(opts, group=configuration.SHARED_CONF_GROUP)


@interface.volumedriver
class SparseFileDriver(driver.VolumeDriver):
    VERSION = '1.0'
    CI_WIKI_NAME = 'none'

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(opts)
        self.dir = self.configuration.sparse_dir

    def do_setup(self, context):
        fileutils.ensure_tree(self.dir)

    def check_for_setup_error(self):
        pass

    def local_path(self, obj):
        return os.path.join(self.dir, obj.name)

    def _resize(self, path, gib):
        with open(path, 'ab'):
            pass
        os.truncate(path, gib << 30)

    def _copy(self, src, dst):
        # copy only the data that is there: the files are nearly all hole
        with open(src, 'rb') as i, open(dst, 'wb') as o:
            size, pos = os.fstat(i.fileno()).st_size, 0
            while pos < size:
                try:
                    pos = os.lseek(i.fileno(), pos, os.SEEK_DATA)
                except OSError:
                    break
                end = os.lseek(i.fileno(), pos, os.SEEK_HOLE)
                o.seek(pos)
                i.seek(pos)
                while pos < end:
                    buf = i.read(min(1 << 20, end - pos))
                    o.write(buf)
                    pos += len(buf)
            o.truncate(size)

    def create_volume(self, volume):
        self._resize(self.local_path(volume), volume.size)

    def delete_volume(self, volume):
        fileutils.delete_if_exists(self.local_path(volume))

    def create_snapshot(self, snapshot):
        self._copy(self.local_path(snapshot.volume), self.local_path(snapshot))

    def delete_snapshot(self, snapshot):
        fileutils.delete_if_exists(self.local_path(snapshot))

    def create_volume_from_snapshot(self, volume, snapshot):
        self._copy(self.local_path(snapshot), self.local_path(volume))
        self._resize(self.local_path(volume), volume.size)

    def create_cloned_volume(self, volume, src_vref):
        self._copy(self.local_path(src_vref), self.local_path(volume))
        self._resize(self.local_path(volume), volume.size)

    def extend_volume(self, volume, new_size):
        self._resize(self.local_path(volume), new_size)

    def copy_image_to_volume(self, context, volume, image_service, image_id,
                             disable_sparse=False):
        path = self.local_path(volume)
        image_utils.fetch_to_raw(context, image_service, image_id, path,
                                 self.configuration.volume_dd_blocksize,
                                 size=volume.size, run_as_root=False)
        self._resize(path, volume.size)

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        tmp = self.local_path(volume) + '.upload'
        try:
            shutil.copyfile(self.local_path(volume), tmp)
            image_utils.upload_volume(context, image_service, image_meta, tmp,
                                      run_as_root=False)
        finally:
            fileutils.delete_if_exists(tmp)

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        # the one kind that Nova's libvirt driver takes as a plain local file
        return {'driver_volume_type': 'gpfs',
                'data': {'device_path': self.local_path(volume),
                         'volume_id': volume.id}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass

    def _update_volume_stats(self):
        self._stats = {
            'volume_backend_name': self.configuration.safe_get('volume_backend_name'),
            'vendor_name': 'novabed', 'driver_version': self.VERSION,
            'storage_protocol': 'local', 'total_capacity_gb': 'infinite',
            'free_capacity_gb': 'infinite', 'allocated_capacity_gb': 0,
            'reserved_percentage': 0, 'multiattach': True,
            'thin_provisioning_support': True}

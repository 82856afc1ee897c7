"""nova-compute for the fake driver, as Debian starts it, on a host that offers servers an emulated TPM as well."""
from nova.cmd.compute import main  # noqa: F401 (first: it patches the threads)
from nova.virt import fake

# Without this one nova-compute does not start again while there are such servers.
for driver in (fake.FakeDriver, fake.RescueBFVDriver):
    driver.capabilities['supports_vtpm'] = True

update_provider_tree = fake.FakeDriver.update_provider_tree


def with_tpm(self, provider_tree, nodename, allocations=None):
    update_provider_tree(self, provider_tree, nodename, allocations)
    provider_tree.add_traits(nodename, 'COMPUTE_SECURITY_TPM_2_0')


fake.FakeDriver.update_provider_tree = with_tpm

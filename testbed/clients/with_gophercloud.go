// What openstack.sh does, through gophercloud: with_gophercloud CLOUD ADMIN_CLOUD WITHOUT_IMAGE
package main

import (
	"bytes"
	"fmt"
	"io/ioutil"
	"os"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack"
	"github.com/gophercloud/gophercloud/openstack/blockstorage/v3/volumes"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/extensions/bootfromvolume"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/extensions/hypervisors"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/extensions/lockunlock"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/extensions/rescueunrescue"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/servers"
	"github.com/gophercloud/gophercloud/openstack/imageservice/v2/imagedata"
	"github.com/gophercloud/gophercloud/openstack/imageservice/v2/images"
	"gopkg.in/yaml.v2"
)

// What goes wrong leaves nothing behind: the last comes first.
var leftovers []func()

func removeAll() {
	for len(leftovers) > 0 {
		last := leftovers[len(leftovers)-1]
		leftovers = leftovers[:len(leftovers)-1]
		last()
	}
}

func wrong(what string, why interface{}) {
	fmt.Printf("WRONG: %s: %v\n", what, why)
	removeAll()
	os.Exit(1)
}

func must(what string, err error) {
	if err != nil {
		wrong(what, err)
	}
}

func tell(what string, came, wanted interface{}) {
	fmt.Printf("%s: %v\n", what, came)
	if came != wanted {
		wrong(what, fmt.Sprintf("not %v", wanted))
	}
}

// Looks until it is as wanted, for a minute.
func becomes(what, wanted string, look func() string) {
	for left := 60; left > 0 && look() != wanted; left-- {
		time.Sleep(time.Second)
	}
	tell(what, look(), wanted)
}

// Signed in as clouds.yaml says.
func signIn(cloud string) *gophercloud.ProviderClient {
	text, err := ioutil.ReadFile(os.Getenv("OS_CLIENT_CONFIG_FILE"))
	must("clouds.yaml", err)
	var file struct {
		Clouds map[string]struct {
			Auth map[string]string
		}
	}
	must("clouds.yaml", yaml.Unmarshal(text, &file))
	auth := file.Clouds[cloud].Auth
	provider, err := openstack.AuthenticatedClient(gophercloud.AuthOptions{
		IdentityEndpoint: auth["auth_url"],
		Username:         auth["username"],
		Password:         auth["password"],
		TenantName:       auth["project_name"],
		DomainName:       auth["user_domain_name"],
	})
	must("signing in", err)
	return provider
}

func main() {
	cloud, adminCloud, withoutImage := os.Args[1], os.Args[2], os.Args[3]
	region := gophercloud.EndpointOpts{Region: "RegionOne"}
	provider := signIn(cloud)
	glance, err := openstack.NewImageServiceV2(provider, region)
	must("Glance", err)
	cinder, err := openstack.NewBlockStorageV3(provider, region)
	must("Cinder", err)
	nova, err := openstack.NewComputeV2(provider, region)
	must("Nova", err)
	// The same, of whom every request says that it knows of rescues from volumes.
	knowing, err := openstack.NewComputeV2(provider, region)
	must("Nova", err)
	knowing.Microversion = "2.87"

	image := func(name string) string {
		made, err := images.Create(glance, images.CreateOpts{
			Name: name, DiskFormat: "raw", ContainerFormat: "bare",
			Properties: map[string]string{"hw_rescue_bus": "virtio", "hw_rescue_device": "disk"},
		}).Extract()
		must("images.Create", err)
		leftovers = append(leftovers, func() { images.Delete(glance, made.ID) })
		must("imagedata.Upload", imagedata.Upload(glance, made.ID, bytes.NewReader(make([]byte, 1<<20))).ExtractErr())
		shown, err := images.Get(glance, made.ID).Extract()
		must("images.Get", err)
		tell("image "+name, string(shown.Status), "active")
		return made.ID
	}
	system, rescue := image("go-test-system"), image("go-test-rescue")

	volume, err := volumes.Create(cinder, volumes.CreateOpts{Name: "go-test-volume", Size: 1, ImageID: system}).Extract()
	must("volumes.Create", err)
	volumeStatus := func() string {
		shown, err := volumes.Get(cinder, volume.ID).Extract()
		if _, gone := err.(gophercloud.ErrDefault404); gone {
			return "gone"
		}
		must("volumes.Get", err)
		return shown.Status
	}
	leftovers = append(leftovers, func() {
		volumes.Delete(cinder, volume.ID, nil)
		becomes("volume deleted", "gone", volumeStatus)
	})
	becomes("volume", "available", volumeStatus)

	statusOf := func(id string) string {
		shown, err := servers.Get(nova, id).Extract()
		if _, gone := err.(gophercloud.ErrDefault404); gone {
			return "gone"
		}
		must("servers.Get", err)
		return shown.Status
	}
	server := func(opts servers.CreateOpts, disks ...bootfromvolume.BlockDevice) string {
		opts.FlavorRef, opts.AvailabilityZone = "1", "rescue-bfv"
		var made *servers.Server
		var err error
		if len(disks) == 0 {
			made, err = servers.Create(nova, opts).Extract()
		} else {
			boot := bootfromvolume.CreateOptsExt{CreateOptsBuilder: opts, BlockDevice: disks}
			made, err = bootfromvolume.Create(nova, boot).Extract()
		}
		must("servers.Create", err)
		leftovers = append(leftovers, func() {
			servers.Delete(nova, made.ID)
			becomes(opts.Name+" deleted", "gone", func() string { return statusOf(made.ID) })
		})
		becomes(opts.Name, "ACTIVE", func() string { return statusOf(made.ID) })
		return made.ID
	}
	is := func(id, status string) {
		becomes("it is", status, func() string { return statusOf(id) })
	}
	fromImage := server(servers.CreateOpts{Name: "go-test-from-image", ImageRef: system})
	fromVolume := server(servers.CreateOpts{Name: "go-test-from-volume"}, bootfromvolume.BlockDevice{
		UUID: volume.ID, SourceType: "volume", DestinationType: "volume",
	})

	for _, ref := range []string{"", rescue} {
		password, err := rescueunrescue.Rescue(nova, fromImage, rescueunrescue.RescueOpts{AdminPass: "given", RescueImageRef: ref}).Extract()
		must("Rescue", err)
		tell("Rescue answers", password, "given")
		is(fromImage, "RESCUE")
		must("Unrescue", rescueunrescue.Unrescue(nova, fromImage).ExtractErr())
		is(fromImage, "ACTIVE")
	}

	withRescue := rescueunrescue.RescueOpts{RescueImageRef: rescue}
	_, err = rescueunrescue.Rescue(nova, fromVolume, withRescue).Extract()
	_, refused := err.(gophercloud.ErrDefault400)
	tell("refused before 2.87", refused, true)
	_, err = rescueunrescue.Rescue(knowing, fromVolume, withRescue).Extract()
	must("Rescue at 2.87", err)
	is(fromVolume, "RESCUE")
	tell("volume", volumeStatus(), "in-use")
	must("Unrescue", rescueunrescue.Unrescue(nova, fromVolume).ExtractErr())
	is(fromVolume, "ACTIVE")
	_, err = rescueunrescue.Rescue(knowing, fromVolume, rescueunrescue.RescueOpts{}).Extract()
	must("Rescue without an image", err)
	if withoutImage == "RESCUE" {
		is(fromVolume, "RESCUE")
		must("Unrescue", rescueunrescue.Unrescue(nova, fromVolume).ExtractErr())
	}
	is(fromVolume, "ACTIVE")

	must("Lock", lockunlock.Lock(nova, fromVolume).ExtractErr())
	_, err = rescueunrescue.Rescue(knowing, fromVolume, withRescue).Extract()
	_, refused = err.(gophercloud.ErrDefault409)
	tell("refused while locked", refused, true)
	must("Unlock", lockunlock.Unlock(nova, fromVolume).ExtractErr())

	admin, err := openstack.NewComputeV2(signIn(adminCloud), region)
	must("Nova, as admin", err)
	pages, err := hypervisors.List(admin).AllPages()
	must("hypervisors.List", err)
	hosts, err := hypervisors.ExtractHypervisors(pages)
	must("hypervisors.List", err)
	for _, host := range hosts {
		tell("a hypervisor", host.State, "up")
	}
	removeAll()
	fmt.Println("all removed")
}

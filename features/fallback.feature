Feature: The rescue image
  A rescue boots from the image that the request names, or else from the original image of the server.

  @rule:bfv-falls-back-to-original
  Rule: Without a rescue image, a volume-backed server made from an image is rescued

    Scenario: The image is known from the root volume alone
      Given a volume-backed server on a capable host
      And it can be rescued with an image
      When its rescue without an image is asked for at 2.87
      Then every answer is an acceptance
      And it becomes RESCUE

    @control
    Scenario: The image was also named when the server was made
      Given a volume-backed server made with its image named on a capable host
      When its rescue without an image is asked for at 2.87
      Then it becomes RESCUE

  @rule:bfv-without-original-fails
  Rule: Without a rescue image, a volume-backed server without an original image is not rescued

    Scenario: The root volume was made from nothing
      Given a volume-backed server with a blank root volume on a capable host
      When its rescue without an image is asked for at 2.87
      Then it does not become RESCUE

    @control
    Scenario: The same, with a rescue image
      Given a volume-backed server with a blank root volume on a capable host
      When its rescue is asked for at 2.87
      Then it becomes RESCUE

  @rule:rescue-boots-the-rescue-device
  Rule: In RESCUE the guest of a volume-backed server runs from the rescue image

    Scenario: In RESCUE
      Given a volume-backed server on a capable host with a console
      And it is in RESCUE
      Then its guest has booted from the rescue image

    @control
    Scenario: Before
      Given a volume-backed server on a capable host with a console
      Then its guest has booted from its root volume

  @rule:root-volume-visible-in-rescue
  Rule: In RESCUE the guest sees its root volume beside the rescue disk

    Scenario: In RESCUE
      Given a volume-backed server on a capable host with a console
      And it is in RESCUE
      Then its guest sees its root volume

    @control
    Scenario: Before, when it is the only disk
      Given a volume-backed server on a capable host with a console
      Then its guest sees no other disk

  @rule:image-backed-falls-back
  Rule: Without a rescue image, an image-backed server is rescued with its base image, at every microversion

    Scenario: An image-backed server
      Given an image-backed server on any host
      When its rescue without an image is asked for at microversions on both sides of 2.87
      Then every answer is an acceptance
      And it becomes RESCUE

    @control
    Scenario: A volume-backed server
      Given a volume-backed server on any host
      When its rescue without an image is asked for at the oldest microversion
      Then every answer is a refusal

  @rule:unknown-image-refused @observed
  Rule: A rescue image that does not exist is refused, for every server and at every microversion

    Scenario: For an image-backed server
      Given an image-backed server on any host
      When its rescue with an image that does not exist is asked for at microversions on both sides of 2.87
      Then every answer is a refusal

    Scenario: For a volume-backed server
      Given a volume-backed server on a capable host
      When its rescue with an image that does not exist is asked for at 2.87
      Then every answer is a refusal

    @supporting
    Scenario: With an image that its owner cannot see
      Given an image-backed server on any host
      When its rescue with an image of another project is asked for at microversions on both sides of 2.87
      Then every answer is a refusal

    @control
    Scenario: The same, with an image that does
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:given-image-is-used
  Rule: The guest boots from the image that the rescue names

    Scenario Outline: An image is named, for <server>
      Given <server> on a capable host with a console
      When its rescue is asked for at 2.87
      Then its guest has booted from the rescue image

      Examples:
        | server                 |
        | an image-backed server |
        | a volume-backed server |

    @control
    Scenario: None is named
      Given an image-backed server on a capable host with a console
      When its rescue without an image is asked for at 2.87
      Then its guest has booted from its own image

  @rule:deleted-original-image @observed
  Rule: Under libvirt a server is rescued with a stable image also when its own is deleted

    Scenario: With an image
      Given an image-backed server with an image of its own on a libvirt host
      And it has lost its image
      When its rescue is asked for at 2.87
      Then it becomes RESCUE

    @control
    Scenario: Without one
      Given an image-backed server with an image of its own on a libvirt host
      And it has lost its image
      When its rescue without an image is asked for at 2.87
      Then it does not become RESCUE

  @rule:stable-device-values @observed
  Rule: Each kind of rescue device is accepted, on each bus

    Scenario Outline: A <device> on <bus>
      Given a volume-backed server on a capable host
      When its rescue from a <device> on <bus> is asked for at 2.87
      Then every answer is an acceptance
      And it becomes RESCUE, or ERROR with a fault that names the device or the bus

      Examples:
        | device | bus    |
        | disk   | scsi   |
        | disk   | ide    |
        | disk   | usb    |
        | cdrom  | virtio |
        | cdrom  | scsi   |
        | cdrom  | ide    |
        | cdrom  | usb    |
        | floppy | virtio |
        | floppy | scsi   |
        | floppy | ide    |
        | floppy | usb    |

    @supporting
    Scenario Outline: A <device> on <bus>, under libvirt
      Given a volume-backed server on a libvirt host
      When its rescue from a <device> on <bus> is asked for at 2.87
      Then every answer is an acceptance
      And it becomes RESCUE, or ERROR with a fault that names the device or the bus

      Examples:
        | device | bus    |
        | disk   | scsi   |
        | disk   | ide    |
        | disk   | usb    |
        | cdrom  | virtio |
        | cdrom  | scsi   |
        | cdrom  | ide    |
        | cdrom  | usb    |
        | floppy | virtio |
        | floppy | scsi   |
        | floppy | ide    |
        | floppy | usb    |

    @control
    Scenario: A disk on virtio
      Given a volume-backed server on a capable host
      When its rescue from a disk on virtio is asked for at 2.87
      Then it becomes RESCUE

  @rule:volume-snapshot-image-refused @observed
  Rule: The snapshot of a volume-backed server is refused as rescue image

    Scenario: For an image-backed server
      Given an image-backed server on any host
      When its rescue with the snapshot of a volume-backed server is asked for at microversions on both sides of 2.87
      Then every answer is a refusal

    Scenario: For a volume-backed server
      Given a volume-backed server on a capable host
      When its rescue with the snapshot of a volume-backed server is asked for at 2.87
      Then every answer is a refusal

    @control
    Scenario: The same, with an image that is none
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:bfv-needs-stable-device-image @observed
  Rule: For a volume-backed server the rescue image needs both hw_rescue_device and hw_rescue_bus

    Scenario Outline: <image>
      Given a volume-backed server on a capable host
      When its rescue with <image> is asked for at 2.87
      Then every answer is a refusal

      Examples:
        | image                               |
        | a plain image                       |
        | an image with hw_rescue_bus only    |
        | an image with hw_rescue_device only |

    @control
    Scenario: An image with both
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

Feature: What a rescue does

  @rule:rescue-answers-200
  Rule: An accepted rescue is answered 200 with adminPass, the one given or a new one

    Scenario: No password is given
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is a 200 with adminPass

    Scenario: Any password is given
      Given an image-backed server on any host
      When its rescue with any adminPass is asked for without a microversion
      Then every answer is a 200 with adminPass

    @control
    Scenario: What is refused carries no password
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then every answer is a refusal

  @rule:rescue-reaches-rescue
  Rule: An accepted rescue ends in RESCUE with no task left

    Scenario: An image-backed server
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then it becomes RESCUE

    Scenario: A volume-backed server
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then it becomes RESCUE

    @control
    Scenario: A refused one does not
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then it does not become RESCUE

  @rule:rescue-keeps-root-volume
  Rule: The root volume of a volume-backed server stays attached and in use

    Scenario: Through rescue and unrescue
      Given a volume-backed server on a capable host
      And it is in RESCUE
      Then its root volume is attached and in use
      When its unrescue is asked for at 2.87
      Then its root volume is attached and in use

    @control
    Scenario: An image-backed server has none
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then it has no volume attached

  @rule:rescued-server-shows-itself @observed
  Rule: In RESCUE a server shows the name, the flavor and the image that it has

    Scenario: In RESCUE
      Given an image-backed server on any host
      And it is in RESCUE
      Then it shows its own name, flavor and image

    @control
    Scenario: What else is shown does change
      Given an image-backed server on any host
      And it is in RESCUE
      Then something about it has changed

  @rule:rescue-keeps-volumes @observed
  Rule: The other volumes of a server stay attached and in use

    Scenario Outline: Of <server>
      Given <server> on a capable host
      And it has another volume attached
      And it is in RESCUE
      Then all its volumes are attached and in use
      When its unrescue is asked for at 2.87
      Then all its volumes are attached and in use

      Examples:
        | server                 |
        | an image-backed server |
        | a volume-backed server |

    @control
    Scenario: An image-backed server without any
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then it has no volume attached

  @rule:unrescue-answers-202
  Rule: Unrescue is answered 202 with an empty body, and the server becomes ACTIVE

    Scenario Outline: <server>
      Given <server> on a capable host
      And it is in RESCUE
      When its unrescue is asked for at 2.87
      Then every answer is a 202 without a body
      And it becomes ACTIVE

      Examples:
        | server                 |
        | an image-backed server |
        | a volume-backed server |

    Scenario: A server that was SHUTOFF before its rescue
      Given an image-backed server on any host
      And it is SHUTOFF
      And it is in RESCUE
      When its unrescue is asked for at 2.87
      Then every answer is a 202 without a body
      And it becomes ACTIVE

    @control
    Scenario: A server that is not in RESCUE
      Given an image-backed server on any host
      When its unrescue is asked for without a microversion
      Then every answer is a refusal

  @rule:unrescue-only-rescued
  Rule: Unrescue of a server that is not in RESCUE is refused with 409

    Scenario: An ACTIVE server
      Given an image-backed server on any host
      When its unrescue is asked for without a microversion
      Then every answer is a 409

    Scenario Outline: A server that <condition>
      Given an image-backed server on any host
      And it <condition>
      When its unrescue is asked for without a microversion
      Then every answer is a 409

      Examples:
        | condition    |
        | is SHUTOFF   |
        | is paused    |
        | is suspended |

    @control
    Scenario: A server in RESCUE
      Given an image-backed server on any host
      And it is in RESCUE
      When its unrescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:unrescue-ignores-its-value @observed
  Rule: Whatever stands under “unrescue” is accepted

    Scenario: Any value
      Given an image-backed server on any host
      And it is in RESCUE
      When its unrescue with any value is asked for without a microversion
      Then every answer is an acceptance

    @control
    Scenario: The same, where there is nothing to unrescue
      Given an image-backed server on any host
      When its unrescue with any value is asked for without a microversion
      Then every answer is a refusal

  @rule:rescue-again-after-unrescue
  Rule: Rescue and unrescue work again and again

    Scenario: Three rescues, with an unrescue after each
      Given an image-backed server on any host
      When its rescue, three times over, is asked for without a microversion
      Then every answer is an acceptance
      And it becomes RESCUE

    Scenario: The same, for a volume-backed server
      Given a volume-backed server on a capable host
      When its rescue, three times over, is asked for at 2.87
      Then every answer is an acceptance
      And it becomes RESCUE

    @control
    Scenario: Without an unrescue in between
      Given a volume-backed server on a capable host
      And it is in RESCUE
      When its rescue is asked for at 2.87
      Then every answer is a refusal

  @rule:rescue-is-recorded
  Rule: The list of actions shows rescue and unrescue, and how they ended

    Scenario Outline: Of <server>
      Given <server> on a capable host
      When its rescue is asked for at 2.87
      Then it lists the rescue as done
      When its unrescue is asked for at 2.87
      Then it lists the unrescue as done

      Examples:
        | server                 |
        | an image-backed server |
        | a volume-backed server |

    @control
    Scenario: A rescue that is refused
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then it lists no rescue

  @rule:failed-rescue-is-visible @observed
  Rule: A rescue that fails is seen to have failed

    Scenario: The driver cannot do it
      Given an image-backed server on a libvirt host
      When its rescue from a disk on a bus that its host lacks is asked for at 2.87
      Then it ends in ERROR, with a fault
      And it lists the rescue as failed
      When its rescue is asked for at 2.87
      Then it becomes RESCUE

    Scenario: There is no image to rescue it with
      Given an image-backed server with an image of its own on any host
      And it has lost its image
      When its rescue without an image is asked for without a microversion
      Then it lists the rescue as failed

    @control
    Scenario: A rescue that goes well
      Given an image-backed server with an image of its own on any host
      When its rescue without an image is asked for without a microversion
      Then it lists the rescue as done

  @rule:rescued-server-restricted
  Rule: In RESCUE the usual actions are refused with 409

    Scenario: What an owner may ask for otherwise
      Given an image-backed server on any host
      And it is in RESCUE
      When every action that RESCUE forbids is asked for without a microversion
      Then every answer is a 409, of what is offered

    @supporting
    Scenario: What an admin may ask for otherwise
      Given an image-backed server on any host
      And it is in RESCUE
      When every admin’s action that RESCUE forbids is asked for by an admin
      Then every answer is a 409, of what is offered

    @control
    Scenario: What is allowed
      Given an image-backed server on any host
      And it is in RESCUE
      When every request that RESCUE allows is asked for without a microversion
      Then every answer is an acceptance, of what is offered

  @rule:rescued-server-restricted-further @observed
  Rule: In RESCUE nothing else is changed about a server either

    Scenario: What an owner may ask for otherwise
      Given an image-backed server on any host
      And it has another volume attached
      And it is in RESCUE
      When every further request that RESCUE forbids is asked for at 2.26
      Then every answer is a 409, of what is offered

    @supporting
    Scenario: What an admin may ask for otherwise
      Given an image-backed server on any host
      And it has another volume attached
      And it is in RESCUE
      When every further admin’s request that RESCUE forbids is asked for by an admin
      Then every answer is a 409, of what is offered

    @control
    Scenario: What is allowed
      Given an image-backed server on any host
      And it is in RESCUE
      When every request that RESCUE allows is asked for at 2.26
      Then every answer is an acceptance, of what is offered

  @rule:one-winner @observed
  Rule: Of rescues that are asked for at once, no more than one is accepted

    Scenario: Two at once
      Given an image-backed server on any host, best a libvirt host
      When two rescues are asked for at once
      Then it accepts no more than one

    @control
    Scenario: One after the other
      Given an image-backed server on any host
      When its rescue, three times over, is asked for without a microversion
      Then every answer is an acceptance

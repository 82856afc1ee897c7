Feature: The state of the server
  A rescue starts from a server that runs, or once ran, and that nothing else is being done to.

  @rule:rescuable-states @observed
  Rule: A server can be rescued from ACTIVE, from SHUTOFF and from ERROR, and from no other state

    Scenario Outline: A server that <state>
      Given an image-backed server on any host
      And it <state>
      When its rescue is asked for without a microversion
      Then every answer is a 409

      Examples:
        | state        |
        | is paused    |
        | is suspended |

    @supporting
    Scenario Outline: A server that <state>
      Given an image-backed server on any host
      And it <state>
      When its rescue is asked for without a microversion
      Then every answer is an acceptance
      And it becomes RESCUE

      Examples:
        | state       |
        | is SHUTOFF  |
        | is in ERROR |

    @control
    Scenario: A server that is ACTIVE
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:never-launched-refused @observed
  Rule: A server that never ran is not rescued, although it is in ERROR

    Scenario: No host was found for it
      Given a server that never ran on any host
      When its rescue is asked for without a microversion
      Then every answer is a 409

    @control
    Scenario: A server that runs
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:rescue-once
  Rule: A server that is in RESCUE is not rescued again

    Scenario Outline: <server> in RESCUE
      Given <server> on a capable host
      And it is in RESCUE
      When its rescue is asked for at 2.87
      Then every answer is a 409

      Examples:
        | server                 |
        | an image-backed server |
        | a volume-backed server |

    @control
    Scenario: A server that is not in RESCUE
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:busy-server-refused
  Rule: A server is not rescued while something else is being done to it

    Scenario: It is being rescued
      Given an image-backed server on any host
      When another rescue during its rescue is asked for without a microversion
      Then every answer is a 409

    @control
    Scenario: Nothing is being done to it
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:locked-server-refused
  Rule: A locked server is neither rescued nor unrescued for its owner

    Scenario Outline: Its rescue, when it <lock>
      Given an image-backed server on any host
      And it <lock>
      When its rescue is asked for without a microversion
      Then every answer is a 409

      Examples:
        | lock                   |
        | is locked by its owner |
        | is locked by an admin  |

    Scenario: Its unrescue
      Given an image-backed server on any host
      And it is in RESCUE
      And it is locked by its owner
      When its unrescue is asked for without a microversion
      Then every answer is a 409

    @supporting
    Scenario: An admin is let through
      Given an image-backed server on any host
      And it is locked by its owner
      When its rescue is asked for by an admin
      Then every answer is an acceptance

    @control
    Scenario: It is unlocked again
      Given an image-backed server on any host
      And it is locked by its owner
      And it is unlocked
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:volumes-must-be-in-use @observed
  Rule: A server of which a volume is not in use is not rescued

    Scenario: Its root volume is not in use
      Given a volume-backed server on a capable host
      And it has a volume that is not in use
      When its rescue is asked for at 2.87
      Then every answer is a 409

    @supporting
    Scenario: Unrescue does not look at volumes
      Given a volume-backed server on a capable host
      And it is in RESCUE
      And it has a volume that is not in use
      When its unrescue is asked for at 2.87
      Then every answer is an acceptance
      And it becomes ACTIVE

    @control
    Scenario: It is in use again
      Given a volume-backed server on a capable host
      And it has a volume that is not in use
      And it has all its volumes in use again
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:vtpm-refused @observed
  Rule: A server with an emulated TPM is not rescued

    Scenario: A server with an emulated TPM
      Given a server with an emulated TPM on any host
      When its rescue is asked for without a microversion
      Then every answer is a 400 or a 409

    @control
    Scenario: A server without
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:order-of-refusals @observed
  Rule: Where a rescue is refused for several reasons, the first in Nova's order answers

    Scenario Outline: It <state>, and the image does not exist: the <first> comes first
      Given an image-backed server on any host
      And it <state>
      When its rescue with an image that does not exist is asked for without a microversion
      Then every answer is a 409

      Examples:
        | state                  | first |
        | is locked by its owner | lock  |
        | is paused              | state |

    @supporting
    Scenario: The image does not exist, and a volume is not in use: the image comes first
      Given a volume-backed server on a capable host
      And it has a volume that is not in use
      When its rescue with an image that does not exist is asked for at 2.87
      Then every answer is a 400

    @supporting
    Scenario: A volume is not in use, and the request does not opt in: the volume comes first
      Given a volume-backed server on a capable host
      And it has a volume that is not in use
      When its rescue is asked for at the oldest microversion
      Then every answer is a 409

    @supporting
    Scenario: The body is wrong, and there is no such server: the body comes first
      Given an image-backed server on any host
      When the rescue of no server with a wrong body is asked for without a microversion
      Then every answer is a 400

    @supporting
    Scenario: It has an emulated TPM and is locked: the TPM comes first
      Given a server with an emulated TPM on any host
      And it is locked by its owner
      When its rescue is asked for without a microversion and by an admin
      Then the answers are alike

    @control
    Scenario: The image alone
      Given an image-backed server on any host
      When its rescue with an image that does not exist is asked for without a microversion
      Then every answer is a 400

Feature: The 400 answers
  Whatever is not allowed is refused with 400, and a refusal leaves nothing behind.

  @rule:refusal-is-400
  Rule: A refusal to rescue a volume-backed server reaches the caller as 400

    Scenario: The request does not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at every microversion below 2.87
      Then every refusal is a 400

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at every microversion from 2.87 on
      Then every refusal is a 400

    @control
    Scenario: What is allowed is not refused
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:refusal-has-fault-body
  Rule: A refusal carries a fault body

    Scenario: The request does not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at every microversion below 2.87
      Then every refusal is a fault with its code and a message

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at every microversion from 2.87 on
      Then every refusal is a fault with its code and a message

    @control
    Scenario: What is accepted is no fault
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:refusal-changes-nothing
  Rule: A refused rescue leaves the server, its volumes and its list of actions as they were

    Scenario: The request does not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then nothing about it has changed

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87
      Then nothing about it has changed

    @control
    Scenario: What is accepted does change the server
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then something about it has changed

  @rule:refusal-is-repeatable
  Rule: The same request is refused in the same way again, and accepted once it is put right

    Scenario: The request does not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.86, twice
      Then every answer is the same refusal

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87, twice
      Then every answer is the same refusal

    @supporting
    Scenario: The request is put right
      Given a volume-backed server on a capable host
      And it can be rescued with an image
      And it has been refused a rescue without the opt-in
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

    @control
    Scenario: It was never wrong
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:refusal-names-the-server @observed
  Rule: A refusal names the server and the reason, or the image that it refuses

    Scenario: The request does not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.86
      Then every refusal names the server and a reason

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87
      Then every refusal names the server and a reason

    @supporting
    Scenario: The rescue image is one that Nova refuses
      Given an image-backed server on any host
      When its rescue with the snapshot of a volume-backed server is asked for without a microversion
      Then every answer is an acceptance, or a refusal that names the image

    @control
    Scenario: What is accepted names nothing
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is a 200 with adminPass

  @rule:refusals-tell-which-gate @observed
  Rule: An old microversion and a missing trait give different reasons

    Scenario: One after the other
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.86 and at 2.87
      Then every refusal gives a reason of its own

    @control
    Scenario: The same one twice
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.86, twice
      Then every answer is the same refusal

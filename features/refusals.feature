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

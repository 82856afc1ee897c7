Feature: The host's trait
  A host says by the trait COMPUTE_RESCUE_BFV that it can rescue volume-backed servers.

  @rule:bfv-needs-trait
  Rule: A volume-backed server is not rescued on a host that does not report the trait

    Scenario: The host does not report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at every microversion from 2.87 on
      Then every answer is a refusal

    @control
    Scenario: The same, on a host that reports it
      Given a volume-backed server on a host that reports the trait
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:trait-alone-is-not-enough
  Rule: The trait of the host does not stand in for the microversion

    Scenario: The host reports the trait, but the request does not opt in
      Given a volume-backed server on a host that reports the trait
      When its rescue is asked for at the oldest microversion
      Then every answer is a refusal

    @control
    Scenario: The same, with the opt-in
      Given a volume-backed server on a host that reports the trait
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:trait-gates-only-bfv
  Rule: An image-backed server is rescued whether or not its host reports the trait

    Scenario: An image-backed server on a host that does not report it
      Given an image-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

    @control
    Scenario: A volume-backed server on that host
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87
      Then every answer is a refusal

  @rule:trait-of-own-host
  Rule: What counts is the trait of the host that the server is on

    Scenario: Another host reports the trait
      Given a volume-backed server on a host that does not report the trait
      And another host that reports it
      When its rescue is asked for at 2.87
      Then every answer is a refusal

    @control
    Scenario: Another host does not report the trait
      Given a volume-backed server on a host that reports the trait
      And another host that does not report it
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:trait-is-read-now @observed
  Rule: What counts is what the host reports at the time of the request

    Scenario: The host begins to report the trait
      Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at 2.87
      Then every answer is a refusal
      When its host begins to report the trait
      And its rescue is asked for at 2.87
      Then every answer is an acceptance

    @control
    Scenario: It ceases to report it
      Given a volume-backed server on a host that does not report the trait
      When its host begins to report the trait
      And its rescue is asked for at 2.87
      Then every answer is an acceptance
      Given it is ACTIVE again
      When its host ceases to report the trait
      And its rescue is asked for at 2.87
      Then every answer is a refusal

  @rule:trait-is-known
  Rule: COMPUTE_RESCUE_BFV is one of the traits that Placement knows

    Scenario: The list of traits
      When the list of traits is read
      Then COMPUTE_RESCUE_BFV is among them

    @control
    Scenario: A trait that nobody has defined
      When the list of traits is read
      Then COMPUTE_RESCUE_NOBODY_HAS_DEFINED is not among them

  @rule:libvirt-reports-trait
  Rule: Every libvirt host reports COMPUTE_RESCUE_BFV

    Scenario: The libvirt hosts
      When the traits of each libvirt host are read
      Then COMPUTE_RESCUE_BFV is among them

    @control
    Scenario: A trait that nobody has defined
      When the traits of each libvirt host are read
      Then COMPUTE_RESCUE_NOBODY_HAS_DEFINED is not among them

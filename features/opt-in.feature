Feature: Opting in
  Rescuing a volume-backed server is new with microversion 2.87. Who does not ask for it keeps what was before.

  @rule:bfv-needs-microversion
  Rule: Below 2.87 a volume-backed server is not rescued, even on a host that could

    Scenario: Asked at every microversion below 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at every microversion below 2.87
      Then every answer is a refusal

    @control
    Scenario: The same, asked at 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:bfv-opt-in-at-microversion
  Rule: At 2.87 a volume-backed server on a capable host is rescued

    Scenario: Asked at 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance
      And it becomes RESCUE

    @control
    Scenario: The same, asked at the oldest microversion
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then every answer is a refusal

  @rule:bfv-opt-in-later
  Rule: So it is at every later microversion, up to the newest, and at latest

    Scenario: Asked at later microversions
      Given a volume-backed server on a capable host
      When its rescue is asked for at microversions later than 2.87
      Then every answer is an acceptance
      And it becomes RESCUE

    @control
    Scenario: The same, asked at the oldest microversion
      Given a volume-backed server on a capable host
      When its rescue is asked for at the oldest microversion
      Then every answer is a refusal

  @rule:no-header-is-no-opt-in
  Rule: A request that names no microversion has not opted in

    Scenario: No microversion is named
      Given a volume-backed server on a capable host
      When its rescue is asked for without a microversion
      Then every answer is a refusal

    @control
    Scenario: The same, asked at 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:image-backed-unchanged
  Rule: The rescue of an image-backed server asks and answers the same on both sides of 2.87

    Scenario: An image-backed server
      Given an image-backed server on any host
      When its rescue is asked for at 2.86 and at 2.87
      Then the answers are alike

    @control
    Scenario: A volume-backed server, for which 2.87 does make a difference
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.86 and at 2.87
      Then the answers are different

  @rule:no-other-change-at-microversion
  Rule: Every other request about a server is answered alike at 2.86 and at 2.87

    Scenario: Other requests
      Given a volume-backed server on any host
      When every other request about it is asked for at 2.86 and at 2.87
      Then the answers are alike

    @supporting
    Scenario: Unrescue
      Given a volume-backed server on a capable host
      And it is in RESCUE
      When its unrescue is asked for at 2.86 and at 2.87
      Then the answers are alike

    @control
    Scenario: Rescue, for which 2.87 does make a difference
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.86 and at 2.87
      Then the answers are different

  @rule:microversion-is-numeric
  Rule: Microversions are compared as numbers, part by part

    Scenario: 2.9 is older than 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.9
      Then every answer is a refusal

    Scenario: 2.100 is newer than 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.100
      Then every answer is an acceptance, or a 406 where that is above the newest

    @control
    Scenario: 2.87 itself
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:both-version-headers
  Rule: Both version headers opt in alike, and where both are sent, OpenStack-API-Version wins

    Scenario: Either header opts in
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87 by either header
      Then the answers are alike

    @control
    Scenario: The legacy header does not opt in below 2.87
      Given a volume-backed server on a capable host
      When its rescue is asked for with the legacy header at 2.86
      Then every answer is a refusal

    @control
    Scenario: The legacy header does not take back what the other one asks for
      Given a volume-backed server on a capable host
      When its rescue is asked for with the legacy header at 2.1 beside 2.87
      Then every answer is an acceptance

    @supporting
    Scenario: The legacy header does not add to what the other one asks for
      Given a volume-backed server on a capable host
      When its rescue is asked for with the legacy header at 2.87 beside 2.1
      Then every answer is a refusal

  @rule:foreign-version-header
  Rule: A version header for another service, or for none, is no opt-in by itself

    Scenario: Headers that do not name compute
      Given a volume-backed server on a capable host
      When its rescue is asked for with version headers that do not name compute
      Then every answer is a refusal

    @control
    Scenario: The same, with a header that names compute
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:opt-in-is-per-request
  Rule: Who has opted in once has not opted in for a later request, nor for another server

    Scenario: The same server was rescued with the opt-in before
      Given a volume-backed server on a capable host
      And it can be rescued with an image
      When its rescue is asked for without a microversion
      Then every answer is a refusal

    Scenario: Another server was rescued with the opt-in before
      Given a volume-backed server on a capable host
      And it comes after another that was rescued with the opt-in
      When its rescue is asked for without a microversion
      Then every answer is a refusal

    @control
    Scenario: The same, opting in again
      Given a volume-backed server on a capable host
      And it can be rescued with an image
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:unrescue-at-any-microversion
  Rule: What was rescued at 2.87 is unrescued at any microversion

    Scenario: A server in RESCUE
      Given a volume-backed server on a capable host
      And it is in RESCUE
      When its unrescue is asked for at microversions on both sides of 2.87
      Then every answer is an acceptance
      And it becomes ACTIVE

    @control
    Scenario: A server that is not in RESCUE
      Given a volume-backed server on a capable host
      When its unrescue is asked for at microversions on both sides of 2.87
      Then every answer is a refusal

  @rule:version-malformed
  Rule: A malformed microversion is refused with 400

    Scenario: A rescue
      Given an image-backed server on any host
      When its rescue is asked for with malformed microversions
      Then every answer is a 400

    Scenario: Another request
      Given an image-backed server on any host
      When its details are asked for with malformed microversions
      Then every answer is a 400

    @control
    Scenario: A microversion that is well-formed
      Given an image-backed server on any host
      When its details are asked for at the oldest microversion
      Then every answer is a 200

  @rule:version-unsupported
  Rule: A microversion above the newest or below the oldest is refused with 406

    Scenario: A rescue
      Given an image-backed server on any host
      When its rescue is asked for at microversions that are not served
      Then every answer is a 406

    Scenario: Another request
      Given an image-backed server on any host
      When its details are asked for at microversions that are not served
      Then every answer is a 406

    @control
    Scenario: The oldest and the newest are served
      Given an image-backed server on any host
      When its details are asked for at the oldest and at the newest microversion
      Then every answer is a 200

  @rule:version-is-echoed
  Rule: An answer names the microversion that it was served at

    Scenario: From 2.27 on, in both version headers
      Given an image-backed server on any host
      When its details are asked for at every microversion from 2.27 on
      Then every answer names its microversion

    Scenario: Below 2.27, at least in the older one
      Given an image-backed server on any host
      When its details are asked for at every microversion below 2.27
      Then every answer names its microversion

    Scenario: A refusal
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.86
      Then every answer names its microversion

    @supporting
    Scenario: An accepted rescue
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer names its microversion

    @control
    Scenario: What is asked is answered
      Given an image-backed server on any host
      When its details are asked for at the oldest microversion
      Then every answer is a 200

  @rule:legacy-endpoint-is-no-opt-in
  Rule: Under /v2 the version headers count for nothing

    Scenario: They do not opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for under /v2, whatever the version headers say
      Then every answer is a refusal

    Scenario: They are not refused either
      Given an image-backed server on any host
      When its details are asked for under /v2, whatever the version headers say
      Then every answer is a 200

    @control
    Scenario: An image-backed server is rescued there
      Given an image-backed server on any host
      When its rescue is asked for under /v2
      Then every answer is an acceptance

    @control
    Scenario: Under /v2.1 they opt in
      Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87
      Then every answer is an acceptance

  @rule:version-is-advertised
  Rule: The version document, readable without a token, names the microversions that are served

    Scenario: The document is there for everybody
      When the version document is read without a token
      Then every answer is a 200
      And it names an oldest and a newest microversion

    @control
    Scenario: A microversion above the newest is not served
      Given an image-backed server on any host
      When its details are asked for above the newest microversion
      Then every answer is a 406

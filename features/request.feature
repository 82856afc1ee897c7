Feature: The request
  What a rescue may look like, about which server, and who may ask for it.

  @rule:rescue-body
  Rule: A rescue takes null, or an object with adminPass and rescue_image_ref and nothing else

    Scenario: Other bodies
      Given an image-backed server on any host
      When its rescue with any body that is not allowed is asked for without a microversion
      Then every answer is a 400

    @supporting
    Scenario: Every kind of body that is allowed
      Given an image-backed server on any host
      When its rescue with every kind of body that is allowed is asked for without a microversion
      Then every answer is an acceptance

    @control
    Scenario: The usual rescue
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:unknown-server
  Rule: A server that does not exist is answered 404, once the body is known to be right

    Scenario: A rescue
      Given an image-backed server on any host
      When the rescue of a server that does not exist is asked for without a microversion
      Then every answer is a 404

    @supporting
    Scenario: A rescue with a wrong body
      Given an image-backed server on any host
      When the rescue of a server that does not exist, with a body that is not allowed, is asked for without a microversion
      Then every answer is a 400

    @control
    Scenario: A server that exists
      Given an image-backed server on any host
      When its rescue without an image is asked for without a microversion
      Then every answer is an acceptance

  @rule:other-projects-server
  Rule: A server of another project is answered 404

    Scenario: Another project rescues it
      Given an image-backed server on any host
      When its rescue is asked for by a caller of another project
      Then every answer is a 404

    Scenario: Another project looks at it
      Given an image-backed server on any host
      When its details are asked for by a caller of another project
      Then every answer is a 404

    @control
    Scenario: Its own project
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:no-token
  Rule: A request without a token is answered 401

    Scenario: A rescue
      Given an image-backed server on any host
      When its rescue is asked for without a token
      Then every answer is a 401

    Scenario: Another request
      Given an image-backed server on any host
      When its details are asked for without a token
      Then every answer is a 401

    @control
    Scenario: With a token
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:role-refused
  Rule: A caller of the project without the right role is answered 403

    Scenario: A reader
      Given an image-backed server on any host
      And it cannot be unrescued by a reader
      When its rescue is asked for by a reader
      Then every answer is a 403

    @control
    Scenario: A member
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:no-such-action
  Rule: An action that does not exist is refused with 400

    Scenario: Names of none
      Given an image-backed server on any host
      When an action that does not exist is asked for without a microversion
      Then every answer is a 400

    @control
    Scenario: The name of one
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:malformed-json
  Rule: What is no JSON, or an object without exactly one key, is refused with 400

    Scenario: Bodies that are no single action
      Given an image-backed server on any host
      When its rescue with a body that is no single action is asked for without a microversion
      Then every answer is a 400

    @control
    Scenario: A body that is one
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then every answer is an acceptance

  @rule:wrong-content-type @observed
  Rule: A body of another type than JSON is refused with 415

    Scenario: Other types
      Given an image-backed server on any host
      When its rescue in another type than JSON is asked for without a microversion
      Then every answer is a 415

    @control
    Scenario: Types that are read as JSON
      Given an image-backed server on any host
      When its rescue as JSON, as text/plain and without a type is asked for without a microversion
      Then every answer is an acceptance

  @rule:malformed-is-no-server-error @observed
  Rule: No malformed request is a server error, and none changes the server

    Scenario: Malformed in any way
      Given an image-backed server on any host
      When its rescue, malformed in any way, is asked for without a microversion
      Then every answer is no server error
      And nothing about it has changed

    @control
    Scenario: What is well-formed does change the server
      Given an image-backed server on any host
      When its rescue is asked for without a microversion
      Then something about it has changed

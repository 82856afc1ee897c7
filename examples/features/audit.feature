Feature: What our auditors ask

  Scenario: A rescue is on record, under the request that asked for it
    Given a volume-backed server on a capable host
    When its rescue is asked for at 2.87
    Then the request is on record as "rescue"

  Scenario: A refused rescue is not on record
    Given a volume-backed server on a capable host
    When its rescue is asked for at 2.86
    Then every answer is a refusal
    And the request is on no record

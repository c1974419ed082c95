curl -X POST "https://api.nodestash.io/v1/activities" \
  -H "Content-Type: application/json" \
  -d '{ "type": "task", "subject": "Follow up on proposal", "body": "Discuss pricing and timeline with the client", "contact_id": "ct_5hJ3kM9pQrVwXyZaB2cD4", "company_id": "co_7rT4mK9pQsVwXyZaB2cD4", "deal_id": "dl_3xK8nM2qTsYvAzCeB2cD4", "due_date": "2026-03-01T09:00:00Z", "metadata": { "priority": "high" }, "tags": [ "follow-up", "important" ] }'

curl --request POST \
  --url https://api.example.com/api/v2/activity \
  --header 'Authorization: Bearer <token>' \
  --header 'Content-Type: application/json' \
  --data '
{
  "attributes": {
    "metadata": {
      "activity_time": "2023-11-07T05:31:56Z",
      "subject": "<string>",
      "description": "<string>",
      "category": "OTHER"
    },
    "account_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "opportunity_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "contact_ids": [
      "3c90c3cc-0d44-4b50-8888-8dd25736052a"
    ],
    "sequence_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "pipeline_select_list_value_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"
  }
}
'

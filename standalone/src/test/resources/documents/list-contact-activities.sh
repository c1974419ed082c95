curl "https://data.leadlex.com/functions/v1/api-gateway/v1/contacts/123e4567-e89b-12d3-a456-426614174000/activities?type=email" \
  -H "Authorization: Bearer wbk_your_api_key_here"

curl https://data.leadlex.com/functions/v1/api-gateway/v1/activities/act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d \
  -H "Authorization: Bearer wbk_your_api_key_here"

const CONTACT_ID = '123e4567-e89b-12d3-a456-426614174000';
const response = await fetch(
  `https://data.leadlex.com/functions/v1/api-gateway/v1/contacts/${CONTACT_ID}/activities?type=email`,
  { headers: { 'Authorization': 'Bearer wbk_your_api_key_here' } }
);

await fetch('https://data.leadlex.com/functions/v1/api-gateway/v1/activities', {
  method: 'POST',
  headers: {
    'Authorization': 'Bearer wbk_your_api_key_here',
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    type: 'call',
    title: 'Discovery call with Jane',
    description: 'Discussed Q2 outsourcing plans; next step is proposal.',
    contact_id: '123e4567-e89b-12d3-a456-426614174000',
    deal_id: '3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a',
    metadata: { duration_minutes: 32, direction: 'outbound' },
  }),
});

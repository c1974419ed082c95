import requests

API_KEY = "wbk_your_api_key_here"
BASE_URL = "https://data.leadlex.com/functions/v1/api-gateway"

response = requests.post(
    f"{BASE_URL}/v1/activities",
    headers={
        "Authorization": f"Bearer {API_KEY}",
        "Content-Type": "application/json",
    },
    json={
        "type": "call",
        "title": "Discovery call with Jane",
        "description": "Discussed Q2 outsourcing plans; next step is proposal.",
        "contact_id": "123e4567-e89b-12d3-a456-426614174000",
        "deal_id": "3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a",
        "metadata": {"duration_minutes": 32, "direction": "outbound"},
    },
)

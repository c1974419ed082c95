import requests

API_KEY = "wbk_your_api_key_here"
BASE_URL = "https://data.leadlex.com/functions/v1/api-gateway"
CONTACT_ID = "123e4567-e89b-12d3-a456-426614174000"

response = requests.get(
    f"{BASE_URL}/v1/contacts/{CONTACT_ID}/activities",
    headers={"Authorization": f"Bearer {API_KEY}"},
    params={"type": "email"},
)
activities = response.json()["data"]["activities"]

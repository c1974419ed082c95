import requests

API_KEY = "wbk_your_api_key_here"
BASE_URL = "https://data.leadlex.com/functions/v1/api-gateway"
ACTIVITY_ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d"

response = requests.get(
    f"{BASE_URL}/v1/activities/{ACTIVITY_ID}",
    headers={"Authorization": f"Bearer {API_KEY}"},
)
activity = response.json()["data"]["activity"]

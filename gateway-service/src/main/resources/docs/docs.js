const services = ["gateway-service", "user-service", "product-service", "order-service", "payment-service",
  "inventory-service", "notification-service", "job-scheduler"];
let accessToken; // kept in this page only: a reload signs out

SwaggerUIBundle({
  dom_id: "#reference",
  urls: services.map(name => ({name, url: `/docs/openapi/${name}.json`})),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  requestInterceptor: request => {
    if (accessToken && new URL(request.url, location).origin === location.origin) {
      request.headers.Authorization = `Bearer ${accessToken}`;
    }
    return request;
  },
});

const login = document.getElementById("login");
login.addEventListener("submit", async event => {
  event.preventDefault();
  const told = login.querySelector("output");
  const answer = await fetch("/api/v1/auth/login", {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({email: login.email.value, password: login.password.value}),
  });
  const body = await answer.json();
  accessToken = answer.ok ? body.accessToken : undefined;
  told.textContent = answer.ok ? `Signed in as ${login.email.value} for ten minutes.` : body.detail;
  login.password.value = "";
});

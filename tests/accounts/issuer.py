"""A small OpenID Connect provider on this machine: code flow, PKCE, RS256, one identity after another."""

import base64
import hashlib
import json
import threading
import time
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.serving import make_server

CLIENT, SECRET = "thi-dua", "bi-mat-cua-trang"


class Issuer:
    """Serves until closed. `who` are the claims of whoever signs in there next; `key` signs the tokens."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signed_with = self.key
        self.who: dict[str, object] = {}
        self.profile: dict[str, object] = {}
        self.audience = CLIENT
        self.codes: dict[str, str] = {}
        app = Flask("issuer")
        for path, answer in (("/.well-known/openid-configuration", self.about), ("/authorize", self.authorize),
                             ("/jwks", self.keys), ("/userinfo", self.userinfo)):  # fmt: skip
            app.add_url_rule(path, path, answer)
        app.add_url_rule("/token", "token", self.token, methods=["POST"])
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()

    def about(self) -> Response:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks",
                "userinfo_endpoint": "userinfo"}  # fmt: skip
        return jsonify(issuer=self.url, **{name: f"{self.url}/{path}" for name, path in ends.items()})

    def authorize(self) -> Response:
        if not self.who:
            return self.back(error="access_denied")
        assert request.args["code_challenge_method"] == "S256"
        code = f"ma-{len(self.codes)}"
        self.codes[code] = request.args["code_challenge"]
        return self.back(code=code)

    def back(self, **told: str) -> Response:
        return redirect(f"{request.args['redirect_uri']}?{urlencode({**told, 'state': request.args['state']})}")

    def token(self) -> tuple[Response, int] | Response:
        given = request.form
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if self.codes.pop(given["code"], "") != proof or given["client_secret"] != SECRET:
            return jsonify(error="invalid_grant"), 400
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60, **self.who}
        return jsonify(access_token="the", token_type="Bearer", expires_in=60,
                       id_token=jwt.encode(claims, self.signed_with, "RS256", headers={"kid": "1"}))  # fmt: skip

    def keys(self) -> Response:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return jsonify(keys=[{**public, "kid": "1", "alg": "RS256", "use": "sig"}])

    def userinfo(self) -> Response:
        return jsonify(**(self.profile or self.who))

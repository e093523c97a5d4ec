// An OpenID provider that Microsoft did not write, on Entra's paths: a client
// that only fits entratest fails here. Its settings come as JSON in $PROVIDER;
// it ends when its standard input does.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import Provider from 'oidc-provider';

const { tenant, clientId, clientSecret, redirects, account } = JSON.parse(process.env.PROVIDER);
const delegated = ['User.Read', 'Mail.ReadWrite', 'Mail.ReadWrite.Shared', 'Mail.Send', 'Mail.Send.Shared'];
const resource = 'https://graph.microsoft.com/'; // a permission may be written with it or without
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(`https://login.microsoftonline.com/${tenant}/v2.0`, {
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Contoso Ticket Desk',
    application_type: 'native', // of a loopback redirect URI the port is not compared
    redirect_uris: redirects,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  clientAuthMethods: ['client_secret_post'],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
  scopes: ['openid', 'profile', 'email', 'offline_access', ...delegated, ...delegated.map((name) => resource + name)],
  claims: { openid: ['sub', 'tid', 'oid', 'name', 'preferred_username'] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, tid: tenant, oid: '5c0d9e1f-2a3b-4c4d-8e5f-60718293a4b5', name: 'Contoso Support', preferred_username: id }),
  }),
  routes: {
    authorization: `/${tenant}/oauth2/v2.0/authorize`,
    token: `/${tenant}/oauth2/v2.0/token`,
    jwks: `/${tenant}/discovery/v2.0/keys`,
  },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  ttl: { AccessToken: 3600, AuthorizationCode: 600, Grant: 3600, IdToken: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
  rotateRefreshToken: true,
});
provider.proxy = true; // X-Forwarded-Proto says https where a client asked for Microsoft's host

const page = (title, line, buttons) => `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<title>${title}</title><h1>${title}</h1><p>${line}</p><form method="post">${buttons}</form></html>`;

// One page to sign in, one to consent.
async function interact(req, res) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(req, res);
  if (req.method !== 'POST') {
    const html = prompt.name === 'login'
      ? page('Pick an account', 'Who are you?', `<button name="account" value="${account}">${account}</button>`)
      : page('Permissions requested', (prompt.details.missingOIDCScope ?? []).join(', '),
        '<button id="cancel" name="answer" value="cancel">Cancel</button><button id="accept" name="answer" value="accept">Accept</button>');
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(html);
    return;
  }
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  if (form.get('answer') === 'cancel') {
    await provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'the person declined' });
    return;
  }
  if (prompt.name === 'login') {
    await provider.interactionFinished(req, res, { login: { accountId: form.get('account') } });
    return;
  }
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '));
  await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

// As much of Graph as a sign-in is proven with.
async function graph(req, res) {
  const path = new URL(req.url, 'http://graph').pathname;
  const token = await provider.AccessToken.find((req.headers.authorization ?? '').replace(/^Bearer /i, ''));
  const needs = path === '/v1.0/me' ? 'User.Read' : path.startsWith('/v1.0/me/') ? 'Mail.ReadWrite' : 'Mail.ReadWrite.Shared';
  const [status, body] = !token
    ? [401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' } }]
    : !token.scopes.has(needs) && !token.scopes.has(resource + needs)
      ? [403, { error: { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' } }]
      : [200, path.endsWith('/inbox') ? { id: 'inbox', totalItemCount: 1 } : { id: token.accountId, mail: token.accountId, userPrincipalName: token.accountId }];
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

const answer = provider.callback();
const server = http.createServer((req, res) => {
  const failed = (error) => { res.statusCode = 500; res.end(String(error)); };
  if (req.url.startsWith('/interaction/')) return interact(req, res).catch(failed);
  if (req.url.startsWith('/v1.0/')) return graph(req, res).catch(failed);
  // The tenant may be named by its domain there.
  req.url = req.url.replace(/^\/[^/]+\/v2\.0(\/\.well-known\/openid-configuration)/, '$1');
  // Entra gives a refresh token to whoever asked for offline_access; this
  // provider also wants to be told to ask for consent. It knows no account to
  // choose from.
  if (req.url.startsWith(`/${tenant}/oauth2/v2.0/authorize?`)) req.url = `${req.url.replace(/&prompt=select_account/, '')}&prompt=consent`;
  return answer(req, res);
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());

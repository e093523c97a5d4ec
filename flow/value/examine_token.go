package value

// GraphAppID is Microsoft Graph's own client ID, which a token may name as its
// audience in place of the address (facts/entra.md section 4.2).
const GraphAppID = "00000003-0000-0000-c000-000000000000"

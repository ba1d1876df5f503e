/** An `openssl.cnf` that loads Debian’s GOST engine, and knows an authority and a person. */
export const GOST_SETTINGS = `openssl_conf = all
[all]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = root
[root]
database = index
default_md = md_gost12_256
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[person]
keyUsage = critical,digitalSignature,nonRepudiation
`;

# What `try.sh` looks at inside the machine, once all steps of the page are done.

portal() { curl --silent --show-error --cacert /etc/ssl/ggo-portal/certificate.pem \
    --resolve ggo-portaal.example:443:127.0.0.1 "$@"; }
refuse() { if "$@"; then echo "This should have failed: $*" >&2; exit 1; fi; }
at=https://ggo-portaal.example
token=$(sed -n 's/^METRICS_TOKEN=//p' /etc/ggo-portal/environment)

# The services stand, and none had to be started again.
for unit in release web worker mailer beat; do
    systemctl is-active "ggo-portal-$unit"
    test "$(systemctl show --value --property NRestarts "ggo-portal-$unit")" = 0
done

# Pages, style sheets, Dutch words, readiness, by the proxy with TLS.
portal --fail "$at/health/ready" | grep '"status": "ok"'
portal --fail "$at/" > /tmp/home.html
grep -q '<html lang="nl"' /tmp/home.html
style=$(grep -o '/static/dist/portal[^"]*css' /tmp/home.html | head -n 1)
portal --fail --output /dev/null "$at$style"
portal --fail "$at/en/" | grep -q '<html lang="en"'
test "$(portal --output /dev/null --write-out '%{http_code}' "$at/admin/")" = 302
test "$(portal --output /dev/null --write-out '%{http_code}' "$at/metrics")" = 404
portal --fail --header "Authorization: Bearer $token" "$at/metrics" | grep '^ggo_'

# The first people have a link; the first client a secret.
grep -c 'password/reset/key' /root/mail.log
grep '^client_secret: ' /root/first-client > /dev/null

# One id from the proxy to the portal, and no secret of a link in either log.
portal --output /dev/null "$at/advice/s3cret-of-an-adviser" || true
sleep 1
id=$(portal --output /dev/null --dump-header - "$at/health/live" | tr -d '\r' |
    sed -n 's/^[Xx]-[Rr]equest-[Ii][Dd]: //p')
sleep 1
grep -q "$id" /var/log/nginx/ggo-portal.log
journalctl --unit ggo-portal-web --output cat | grep -q "$id"
journalctl --unit 'ggo-portal-*' --output cat > /tmp/portal.log
refuse grep -r s3cret-of-an-adviser /var/log/nginx /tmp/portal.log

# Every line of the portal is JSON. (systemd's own lines have another identifier.)
for unit in web worker mailer beat; do
    journalctl --unit "ggo-portal-$unit" --output json | python3 -c '
import json, sys
for entry in map(json.loads, sys.stdin):
    if entry.get("_COMM") != "systemd" and entry.get("SYSLOG_IDENTIFIER") != "systemd":
        json.loads(entry["MESSAGE"])'
done

# The services write where they may, and nowhere else.
pid=$(systemctl show --value --property MainPID ggo-portal-web)
grep 'NoNewPrivs:.*1' "/proc/$pid/status"
test "$(stat --format %U "/proc/$pid")" = ggo
refuse setpriv --reuid=ggo --regid=ggo --clear-groups touch /srv/ggo-portal/x 2> /dev/null

# The portal owns no table, empties none, and is not told who does.
[ "$(su postgres -c "psql -Atc \"SELECT DISTINCT tableowner FROM pg_tables
    WHERE schemaname = 'public'\" ggo")" = ggo_owner ]
as_portal() { setpriv --reuid=ggo --regid=ggo --clear-groups psql --quiet --dbname ggo "$@"; }
as_portal --command 'SELECT count(*) FROM dossiers_event'
refuse as_portal --command 'TRUNCATE dossiers_event' 2> /dev/null
refuse as_portal --command 'ALTER TABLE dossiers_event DISABLE TRIGGER ALL' 2> /dev/null
refuse setpriv --reuid=ggo --regid=ggo --clear-groups cat /etc/ggo-portal/owner 2> /dev/null
refuse grep --null-data DATABASE_OWNER_URL "/proc/$pid/environ"

# A backup by its unit, and back again.
systemctl start ggo-portal-backup
backup=$(ls -d /var/backups/ggo-portal/ggo-portal-*)
(cd "$backup" && sha256sum --check --quiet SHA256SUMS)
systemctl stop ggo-portal.target
refuse ggo-manage restore "$backup"
ggo-manage restore "$backup" --replace
ggo-manage migrate --verbosity 0
systemctl start ggo-portal.target
systemctl start ggo-portal-verify
portal --fail "$at/health/ready" | grep '"status": "ok"'

# What is not built stops the release, and is told.
mv /srv/ggo-portal/staticfiles /srv/ggo-portal/staticfiles.gone
refuse systemctl restart ggo-portal-release
journalctl --unit ggo-portal-release --output cat | grep 'The style sheets are not built'
mv /srv/ggo-portal/staticfiles.gone /srv/ggo-portal/staticfiles
systemctl reset-failed
systemctl restart ggo-portal.target

import Foundation

/// The files that `alongside install` writes, as text. None of them lets anybody's address into a log.
enum InstallFiles {
    /// The unit of systemd. What the program needs and nothing else: two folders to write to, sockets, and children that decode pictures.
    static func unit(_ settings: InstallSettings) -> String {
        """
        # Written by: alongside install. What is changed here is kept as alongside.service.before when it is written again.
        [Unit]
        Description=Alongside for \(settings.domain)
        Wants=network-online.target
        After=network-online.target postgresql.service

        [Service]
        Type=exec
        User=\(settings.user)
        Group=\(settings.user)
        ExecStart=/usr/local/lib/alongside/current/alongside serve --data \(settings.data) --listen \(settings.listen) --public-url \(settings.publicURL) --backup \(settings.backup)
        # A stop finishes what was begun; after anything else it comes back.
        Restart=on-failure
        RestartSec=2
        TimeoutStopSec=30
        KillMode=mixed
        # Links and codes are printed where somebody asks for them (alongside found-group), and never into the journal.
        StandardOutput=null
        StandardError=journal
        # Keys are in memory: no dump of it, and nobody else's eyes on it.
        LimitCORE=0
        UMask=0077
        MemoryHigh=768M
        MemoryMax=1G
        TasksMax=256
        LimitNOFILE=16384

        ReadWritePaths=-\(Self.above(settings.data)) -\(Self.above(settings.backup))
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        PrivateUsers=yes
        PrivateMounts=yes
        ProtectProc=invisible
        ProtectClock=yes
        ProtectHostname=yes
        ProtectControlGroups=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        DevicePolicy=closed
        KeyringMode=private
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged
        SystemCallErrorNumber=EPERM

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// nginx in front, with TLS. No access log, no body and no answer on disk, no header that says who came.
    static func nginx(_ settings: InstallSettings) -> String {
        let folder = "/etc/letsencrypt/live/\(settings.domain)"
        return """
            # Written by: alongside install. Requires nothing but nginx itself.
            #
            # nginx writes the address of the visitor into each line of its error log, and there is no way to leave it out. So the sites below have none. What keeps nginx from
            # starting is said by nginx -t, and trouble with the program by its own journal, where no address is.
            server {
                listen 80;
                listen [::]:80;
                server_name \(settings.domain);
                server_tokens off;
                access_log off;
                error_log /dev/null crit;
                location /.well-known/acme-challenge/ {
                    root /var/www/html;
                }
                location / {
                    return 308 https://$host$request_uri;
                }
            }

            server {
                listen 443 ssl http2;
                listen [::]:443 ssl http2;
                server_name \(settings.domain);
                server_tokens off;
                access_log off;
                error_log /dev/null crit;

                ssl_certificate \(settings.certificate ?? folder + "/fullchain.pem");
                ssl_certificate_key \(settings.certificateKey ?? folder + "/privkey.pem");
                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_session_cache shared:alongside:5m;
                ssl_session_tickets off;
                add_header Strict-Transport-Security "max-age=31536000" always;

                # As large as the largest old sheet; the program itself sets a limit for each address.
                client_max_body_size 33m;
                # Nothing that was sent is written to the disk on its way, nor what is answered.
                proxy_request_buffering off;
                proxy_buffering off;
                proxy_max_temp_file_size 0;

                location / {
                    proxy_pass http://\(settings.listen);
                    proxy_http_version 1.1;
                    proxy_set_header Host $host;
                    proxy_set_header Connection "";
                    proxy_set_header X-Forwarded-For "";
                    proxy_set_header X-Real-IP "";
                    proxy_set_header Forwarded "";
                    proxy_set_header User-Agent "";
                    proxy_read_timeout 1h;
                }
            }

            """
    }

    /// The whole configuration of a Caddy that serves this site, and gets its certificate by itself.
    static func caddy(_ settings: InstallSettings) -> String {
        let tls = settings.certificate.map { "    tls \($0) \(settings.certificateKey ?? "")\n" } ?? ""
        let text = """
            # Written by: alongside install. To be used as /etc/caddy/Caddyfile, or imported there without its first block.
            {
                # Caddy writes no access log unless it is told to. What it says of a request that went wrong has the visitor's address in it, so it is left out; trouble with the
                # program is in the program's journal.
                log default {
                    exclude http.log.error http.handlers.reverse_proxy http.stdlib
                }
            }

            \(settings.domain) {
            \(tls)    header {
                    Strict-Transport-Security "max-age=31536000"
                    -Server
                }
                request_body {
                    max_size 33MB
                }
                reverse_proxy \(settings.listen) {
                    # What is sent and answered passes through at once.
                    flush_interval -1
                    header_up -X-Forwarded-For
                    header_up -X-Forwarded-Host
                    header_up -Forwarded
                    header_up -User-Agent
                }
            }

            """
        // As caddy fmt has it.
        return text.replacing("    ", with: "\t")
    }

    private static func above(_ path: String) -> String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}

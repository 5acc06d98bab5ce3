package dev.souk.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx as a plain reverse proxy that keeps its connections to the service behind, or as a server of files. */
final class Nginx {

    static final String FILES = "files";

    private Nginx() {
    }

    /** Where Debian puts it is not on everybody's path. */
    static Optional<Path> onPath() {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "nginx")).filter(Files::isExecutable).findFirst();
    }

    /** The command that runs it as a proxy in the foreground, with everything that it writes below the directory. */
    static List<String> proxy(Path nginx, Path directory, int port, int portBehind) throws IOException {
        return command(nginx, directory, """
                upstream behind {
                  server 127.0.0.1:%d;
                  keepalive 64;
                  keepalive_requests 1000000;
                }
                server {
                  listen 127.0.0.1:%d;
                  location / {
                    proxy_pass http://behind;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                  }
                }
                """.formatted(portBehind, port));
    }

    /** The command that runs it as a server of the JSON files in the directory {@code files} below the one given. */
    static List<String> files(Path nginx, Path directory, int port) throws IOException {
        Files.createDirectories(directory.resolve(FILES));
        return command(nginx, directory, """
                sendfile on;
                tcp_nopush on;
                open_file_cache max=10000;
                default_type application/json;
                server {
                  listen 127.0.0.1:%d;
                  root %s;
                }
                """.formatted(port, directory.resolve(FILES)));
    }

    /** Workers are the user's own, as the files are: {@code user} is heeded when root starts it, and else warned about. */
    private static List<String> command(Path nginx, Path directory, String http) throws IOException {
        Path configuration = Files.createDirectories(directory).resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                user root;
                worker_processes auto;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  keepalive_requests 1000000;
                %s}
                """.formatted(http.indent(2)));
        return List.of(nginx.toString(), "-p", directory.toString(), "-c", configuration.toString());
    }
}

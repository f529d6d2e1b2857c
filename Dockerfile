# docker build -t morat . && docker run --rm -v "$PWD:/bai:ro" morat check .
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY build build
COPY src src
COPY crates crates
COPY benches benches
COPY dictionaries dictionaries
COPY rules rules
RUN cargo build --profile dist --locked --package morat --bin morat

# With a shell in it, so that a CI job can use the image; nothing else is needed but libc and libgcc.
FROM debian:bookworm-slim AS program
COPY --from=build /src/target/dist/morat /usr/local/bin/morat
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/morat/
USER 65534:65534
ENTRYPOINT ["morat"]

# A newsroom's own server, with its settings in the folder that is mounted:
#   docker build --target serve -t morat-serve .
#   docker run -d -p 8081:8081 -v "$PWD/thiet-lap:/thiet-lap" -v "$PWD/token:/run/secrets/token:ro" morat-serve
FROM program AS serve
WORKDIR /thiet-lap
EXPOSE 8081
CMD ["serve", "--host", "0.0.0.0", "--token-file", "/run/secrets/token"]

FROM program
WORKDIR /bai
CMD ["--help"]

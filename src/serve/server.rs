//! The server: connections, and the bounds on what they may take. One thread looks after all of them; texts are checked on as
//! many others as the machine has cores.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::desk::Desk;
use super::form::Form;
use super::gate::Gate;
use super::refusal::Refusal;
use super::route::{Reply, Route};
use super::{Note, Start};
use crate::problem::{Bilingual, Lang, Problem};
use crate::project::{disk, panics};

/// How many bytes of a request may stand for one UTF-16 code unit of its text: three of UTF-8, each written as `%` and two
/// digits, and as much again by a third for what stands around it.
const BYTES: usize = 12;

/// How many bytes a request may have whatever its text.
const FIELDS: usize = 1 << 16;

/// How many connections there may be for each request under way: programs keep them open.
const CONNECTIONS: usize = 4;

/// How long no connection is taken after the system could not give one.
const BREATH: Duration = Duration::from_millis(100);

/// How many times the greatest length is read and thrown away before a request that is too long is left: whoever is still
/// sending reads no answer.
const PATIENCE: usize = 4;

/// What all requests share.
struct Server {
    desk: Desk,
    gate: Gate,
    most: usize,
    max_requests: usize,
    timeout: Duration,
    lang: Lang,
    log: fn(Note),
    /// How many requests are under way.
    busy: AtomicUsize,
}

/// A request that is under way.
struct Turn<'s>(&'s AtomicUsize);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Serves until the process is told to stop, and finishes what is under way then.
///
/// # Errors
/// If the settings cannot be used, or nobody can be listened to on that address.
pub fn run(start: Start) -> Result<(), Problem> {
    let desk = Desk::open(&start)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(cores).build();
    let runtime = runtime.map_err(|error| Problem::from(disk::said(&error)))?;
    let Start { host, port, token, names, origins, max_length, max_requests, timeout, until_eof, lang, log, .. } =
        start;
    let gate = Gate { token, names, origins };
    let busy = AtomicUsize::new(0);
    let server = Server { desk, gate, most: max_length, max_requests, timeout, lang, log, busy };
    let served = runtime.block_on(async {
        let listener = listen(&host, port, server.gate.token.is_some()).await?;
        let shown = listener.local_addr().map_err(|error| unheard(&host, port, &error))?;
        (log)(Note::News(Bilingual::new(
            format!("morat đang nghe ở http://{shown}/v2/ (Ctrl-C để thôi)"),
            format!("morat listens at http://{shown}/v2/ (Ctrl-C ends)"),
        )));
        serve(listener, Arc::new(server), until_eof).await;
        (log)(Note::News(Bilingual::fixed("morat đã thôi", "morat has ended")));
        Ok(())
    });
    // A check that nobody waits for any more need not end.
    runtime.shutdown_background();
    served
}

/// Listens on an address. On one that other machines reach, whoever asks has to show a token.
async fn listen(host: &str, port: u16, has_token: bool) -> Result<TcpListener, Problem> {
    let found = tokio::net::lookup_host((host, port)).await.map_err(|error| unheard(host, port, &error))?;
    let addresses: Vec<SocketAddr> = found.collect();
    if !has_token && !addresses.iter().all(|address| is_loopback(address.ip())) {
        return Err(Problem::new(
            format!("máy khác gọi được tới {host}, nên phải có mã truy cập: --token-file TỆP, hoặc biến MORAT_TOKEN"),
            format!(
                "other machines reach {host}, so there has to be a token: --token-file FILE, or the variable MORAT_TOKEN"
            ),
        ));
    }
    TcpListener::bind(&addresses[..]).await.map_err(|error| unheard(host, port, &error))
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn unheard(host: &str, port: u16, error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Problem::new(
            format!("cổng {port} đã có chương trình khác dùng; hãy chọn cổng khác: --port"),
            format!("port {port} is in use by another program; choose another one: --port"),
        ),
        _ => Problem::new(
            format!("không nghe được ở {host}:{port}: {error}"),
            format!("cannot listen at {host}:{port}: {error}"),
        ),
    }
}

/// Waits until the process is told to stop, if only by the end of its input.
async fn told_to_stop(until_eof: bool) {
    if !until_eof {
        return signal().await;
    }
    let (ended, end) = tokio::sync::oneshot::channel();
    // Not on the runtime's threads: nothing can break off this read.
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = ended.send(());
    });
    tokio::select! {
        _ = end => {}
        () = signal() => {}
    }
}

/// Waits for a signal that asks the process to stop.
async fn signal() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn serve(listener: TcpListener, server: Arc<Server>, until_eof: bool) {
    let open = Arc::new(Semaphore::new(server.max_requests.saturating_mul(CONNECTIONS).min(Semaphore::MAX_PERMITS)));
    let under_way = GracefulShutdown::new();
    let mut stop = std::pin::pin!(told_to_stop(until_eof));
    loop {
        let next = async {
            let place = Arc::clone(&open).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let shared = Arc::clone(&server);
        let service = service_fn(move |request| {
            let server = Arc::clone(&shared);
            async move { Ok::<_, Infallible>(server.reply(request).await) }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(server.timeout);
        let connection = under_way.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Who breaks off has nothing to be told.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let timeout = server.timeout;
    tokio::select! {
        () = under_way.shutdown() => {}
        () = tokio::time::sleep(timeout) => {}
        // Told twice.
        () = signal() => {}
    }
}

impl Server {
    /// The answer to a request.
    async fn reply(self: Arc<Self>, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let admitted = self.gate.admit(request.headers(), request.uri().host());
        let (origin, done) = match admitted {
            Err(refusal) => (None, Err(refusal)),
            Ok(origin) if method == Method::OPTIONS => return preflight(origin, &path, request.headers()),
            Ok(origin) => (origin, self.done(request).await),
        };
        let mut response = match done {
            Ok(Reply::Json(body)) => response(StatusCode::OK, "application/json", body),
            Ok(Reply::Text(body)) => response(StatusCode::OK, "text/plain; charset=utf-8", body.into_bytes()),
            Err(refusal) => {
                let status = refusal.status;
                let said =
                    Problem::from(refusal.reason.clone()).in_file(format!("{} {method} {path}", status.as_u16()));
                (self.log)(Note::Trouble(said));
                let mut response = response(status, "text/plain; charset=utf-8", refusal.body(self.lang).into_bytes());
                let headers = response.headers_mut();
                match status {
                    StatusCode::METHOD_NOT_ALLOWED => {
                        headers.insert(header::ALLOW, HeaderValue::from_static(Route::methods(&path)));
                    }
                    StatusCode::UNAUTHORIZED => {
                        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                    }
                    StatusCode::SERVICE_UNAVAILABLE => {
                        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
                    }
                    StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT => {
                        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
                    }
                    _ => {}
                }
                response
            }
        };
        if let Some(origin) = origin {
            allow(response.headers_mut(), origin);
        }
        response
    }

    async fn done(self: &Arc<Self>, request: Request<Incoming>) -> Result<Reply, Refusal> {
        let (head, body) = request.into_parts();
        let route = Route::of(&head.method, head.uri.path())?;
        let busy = self.busy.fetch_add(1, Ordering::Relaxed);
        let _turn = Turn(&self.busy);
        if busy >= self.max_requests {
            return Err(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "đang có quá nhiều yêu cầu; hãy thử lại sau",
                "There are currently too many parallel requests. Please try again later.",
            ));
        }
        if !route.is_private() {
            return route.answer(&self.desk, &Form::default(), self.most, self.lang);
        }
        let most = self.most.saturating_mul(BYTES).saturating_add(FIELDS);
        let body = tokio::time::timeout(self.timeout, whole(body, most)).await.map_err(|_| {
            let seconds = self.timeout.as_secs_f32();
            Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                format!("sau {seconds} giây yêu cầu vẫn chưa đến hết"),
                format!("The request had not arrived whole after {seconds} seconds"),
            )
        })??;
        let server = Arc::clone(self);
        let work = move || {
            guarded(|| {
                let form = Form::read(head.uri.query().unwrap_or_default(), &body)?;
                server.gate.ask(&head.headers, form.get("apiKey"))?;
                route.answer(&server.desk, &form, server.most, server.lang)
            })
        };
        let mut working = tokio::task::spawn_blocking(work);
        match tokio::time::timeout(self.timeout, &mut working).await {
            Ok(done) => done.unwrap_or_else(|error| Err(Refusal::fault(&error.to_string()))),
            Err(_) => {
                // If it has not begun, it need not.
                working.abort();
                let seconds = self.timeout.as_secs_f32();
                Err(Refusal::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    format!(
                        "soát mất hơn {seconds} giây, là giới hạn của máy chủ này (--timeout); hãy gửi văn bản ngắn hơn"
                    ),
                    format!(
                        "Checking took longer than {seconds} seconds, which is this server's limit (--timeout). Please submit a \
                         shorter text."
                    ),
                ))
            }
        }
    }
}

/// Does the work of one request. A panic is the error of that request; the others go on.
fn guarded(work: impl FnOnce() -> Result<Reply, Refusal>) -> Result<Reply, Refusal> {
    panics::caught(work).unwrap_or_else(|place| Err(Refusal::fault(&place)))
}

/// A body, if it has no more than `most` bytes.
async fn whole(mut body: Incoming, most: usize) -> Result<Vec<u8>, Refusal> {
    let too_long = || {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("yêu cầu dài hơn {most} byte, là giới hạn của máy chủ này (--max-length)"),
            format!("Your request exceeds the limit of {most} bytes of this server (--max-length)"),
        )
    };
    let most_read = most.saturating_mul(PATIENCE);
    if body.size_hint().lower() > most_read as u64 {
        return Err(too_long());
    }
    let (mut out, mut read) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Refusal::bad(format!("yêu cầu bị đứt: {error}"), format!("The request broke off: {error}"))
        })?;
        let Ok(data) = frame.into_data() else { continue };
        read = read.saturating_add(data.len());
        if read > most_read {
            return Err(too_long());
        }
        if read <= most {
            out.extend_from_slice(&data);
        }
    }
    if read > most { Err(too_long()) } else { Ok(out) }
}

fn response(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // Drafts are nobody else's, and no page.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Tells a browser that scripts of this origin may read the answer.
fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
}

/// The answer to a browser that asks whether a script may ask.
fn preflight(origin: Option<HeaderValue>, path: &str, asked: &HeaderMap) -> Response<Full<Bytes>> {
    let mut response = response(StatusCode::NO_CONTENT, "text/plain; charset=utf-8", Vec::new());
    let headers = response.headers_mut();
    let methods = HeaderValue::from_static(Route::methods(path));
    let Some(origin) = origin else {
        headers.insert(header::ALLOW, methods);
        return response;
    };
    allow(headers, origin);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    // A page of the internet that was named may reach into the network at home.
    if asked.contains_key("access-control-request-private-network") {
        headers.insert("access-control-allow-private-network", HeaderValue::from_static("true"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_error_of_its_request() {
        let refused = guarded(|| panic!("broken")).unwrap_err();
        assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(refused.body(Lang::Vi).contains("lỗi của chính morat"), "{refused:?}");
        assert!(guarded(|| Ok(Reply::Text("OK".into()))).is_ok());
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for (address, is) in [
            ("127.0.0.1", true),
            ("127.9.9.9", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("0.0.0.0", false),
            ("::", false),
            ("10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(address.parse().unwrap()), is, "{address}");
        }
    }
}

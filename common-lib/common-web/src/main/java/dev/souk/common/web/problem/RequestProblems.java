package dev.souk.common.web.problem;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a request before any business rule has looked at it. */
@RestControllerAdvice
class RequestProblems extends ResponseEntityExceptionHandler {

    /** For people who do not know Java. */
    private static final Map<Class<?>, String> WORDS = Map.of(Integer.class, "a whole number below 2^31",
            Long.class, "a whole number below 2^63", Boolean.class, "true or false", UUID.class, "a UUID",
            Instant.class, "an instant such as 2026-01-31T09:30:00Z");

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> fields = invalid.getFieldErrors().stream().map(RequestProblems::inBody).toList();
        List<FieldError> whole = invalid.getGlobalErrors().stream()
                .map(error -> new FieldError("", message(error))).toList();
        return invalid(concat(fields, whole), invalid, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getParameterValidationResults().stream()
                .flatMap(result -> errorsOf(result).stream()).toList();
        return invalid(errors, invalid, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (causeOf(unreadable, BodyTooLarge.class) != null) {
            return answer(StandardProblem.TOO_LARGE.problem(), unreadable, headers, request);
        }
        DatabindException mismatch = causeOf(unreadable, DatabindException.class);
        if (mismatch != null) {
            return invalid(List.of(mismatchIn(mismatch)), unreadable, headers, request);
        }
        InputCoercionException tooLarge = causeOf(unreadable, InputCoercionException.class);
        if (tooLarge != null) {
            return invalid(List.of(new FieldError(pointerTo(tooLarge.processor()), "is too large a number")),
                    unreadable,
                    headers, request);
        }
        StreamReadException malformed = causeOf(unreadable, StreamReadException.class);
        if (malformed != null && isRepeatedField(malformed)) {
            return invalid(List.of(new FieldError(pointerTo(malformed.processor()), "is there twice")), unreadable,
                    headers, request);
        }
        String where = malformed == null
                ? ""
                : " The JSON breaks off or goes wrong in line %d, column %d.".formatted(
                        malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr());
        return answer(StandardProblem.UNREADABLE_BODY.problem("Send a well-formed JSON body." + where), unreadable,
                headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(List.of(new FieldError(missing.getParameterName(), "is required")), missing, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException missing, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(List.of(new FieldError(missing.getRequestPartName(), "is required")), missing, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException unbound, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (unbound instanceof MissingRequestHeaderException missing) {
            return invalid(List.of(new FieldError(missing.getHeaderName(), "is required as a header")), missing,
                    headers, request);
        }
        return answer(StandardProblem.INVALID_REQUEST.problem(), unbound, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException mismatch, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(mismatch.getPropertyName(), "");
        return invalid(List.of(new FieldError(name, "is not " + expected(mismatch.getRequiredType()))), mismatch,
                headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException tooLarge, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(StandardProblem.TOO_LARGE.problem(), tooLarge, headers, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleMultipart(MultipartException unreadable, WebRequest request) {
        return answer(StandardProblem.UNREADABLE_BODY.problem("Send a well-formed multipart body."), unreadable,
                new HttpHeaders(), request);
    }

    /** Tomcat cannot decode the query. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleParameters(InvalidParameterException undecodable, WebRequest request) {
        return answer(StandardProblem.INVALID_REQUEST.problem("Encode the query in UTF-8 and percent signs."),
                undecodable,
                new HttpHeaders(), request);
    }

    /** Whatever else Spring refuses: its status is right, its words are replaced by ours. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception refused, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = StandardProblem.of(status).problem();
        problem.setStatus(status.value());
        return super.handleExceptionInternal(refused, problem, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> invalid(List<FieldError> errors, Exception cause, HttpHeaders headers,
            WebRequest request) {
        ProblemDetail problem = StandardProblem.INVALID_REQUEST.problem();
        problem.setProperty("errors", errors);
        return answer(problem, cause, headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(ProblemDetail problem, Exception cause, HttpHeaders headers,
            WebRequest request) {
        return super.handleExceptionInternal(cause, problem, headers, HttpStatusCode.valueOf(problem.getStatus()),
                request);
    }

    private static List<FieldError> errorsOf(ParameterValidationResult result) {
        if (result instanceof ParameterErrors bean) {
            return bean.getFieldErrors().stream().map(RequestProblems::inBody).toList();
        }
        String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
        return result.getResolvableErrors().stream().map(error -> new FieldError(name, message(error))).toList();
    }

    private static FieldError inBody(org.springframework.validation.FieldError error) {
        return new FieldError(JsonPointers.ofPropertyPath(error.getField()), message(error));
    }

    private static FieldError mismatchIn(DatabindException mismatch) {
        String pointer = JsonPointers.ofJsonPath(mismatch.getPath());
        if (mismatch instanceof UnrecognizedPropertyException) {
            return new FieldError(pointer, "is not a field of this request");
        }
        return new FieldError(pointer, "is missing or of a wrong type or value");
    }

    /** Jackson has no type of its own for it. */
    private static boolean isRepeatedField(StreamReadException malformed) {
        return malformed.getOriginalMessage().startsWith("Duplicate Object property");
    }

    private static String pointerTo(JsonParser place) {
        return place.streamReadContext().pathAsPointer().toString();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "valid";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return WORDS.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), "valid");
    }

    private static String message(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static List<FieldError> concat(List<FieldError> first, List<FieldError> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

package dev.souk.common.web.paging;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code ?size=20&cursor=...} into controller parameters. */
final class PagingArguments implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageSize.class || parameter.getParameterType() == Cursor.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        if (parameter.getParameterType() == Cursor.class) {
            String cursor = request.getParameter("cursor");
            return cursor == null ? null : Cursor.parse(cursor);
        }
        String size = request.getParameter("size");
        return size == null ? PageSize.DEFAULT : PageSize.parse(size);
    }
}

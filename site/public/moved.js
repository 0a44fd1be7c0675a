// A refresh drops the fragment that names a message, so that this leads on where a script may run.
location.replace(document.querySelector('main a').href + location.hash);

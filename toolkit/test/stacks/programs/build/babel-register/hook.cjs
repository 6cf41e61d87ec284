require('@babel/register')({ extensions: ['.ts', '.js'] });
